import { z } from 'zod';
import { mustBe, reportingDay, uuid } from '../../shared/http/schemas.ts';

/**
 * What the function is called with: `{}` by the schedule, or, by hand,
 * `{"rebuild": {"organization_id": "<uuid>", "day": "YYYY-MM-DD"}}`.
 */
export const auditEvent = z.strictObject(
  {
    rebuild: z
      .strictObject({ organization_id: uuid, day: reportingDay }, mustBe('{"organization_id", "day"}'))
      .optional(),
  },
  mustBe('{} or {"rebuild": {"organization_id", "day"}}'),
);
