import * as z from 'zod';
import { mustBe, reportingDay, uuid } from '../../shared/http/schemas.ts';

const position = z.strictObject(
  { after_time: z.iso.datetime(mustBe('an RFC 3339 timestamp')), after_id: uuid },
  mustBe('{"after_time", "after_id"}'),
);

/**
 * What the function is called with: `{}` by the schedule, or, by hand, `{"all_days": true}`,
 * `{"rebuild": {"organization_id": "<uuid>", "day": "YYYY-MM-DD"}}` or `{"verify": {…}}`, with the position that an answer named
 * where the day did not fit into one call.
 */
export const auditEvent = z.strictObject(
  {
    all_days: z.boolean(mustBe('true or false')).optional(),
    rebuild: z
      .strictObject({ organization_id: uuid, day: reportingDay }, mustBe('{"organization_id", "day"}'))
      .optional(),
    verify: z
      .strictObject(
        { organization_id: uuid, day: reportingDay, position: position.optional() },
        mustBe('{"organization_id", "day"}'),
      )
      .optional(),
  },
  mustBe(
    '{}, {"all_days": true}, {"rebuild": {"organization_id", "day"}} or {"verify": {"organization_id", "day"}}',
  ),
);
