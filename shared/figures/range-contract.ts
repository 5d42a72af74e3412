import * as z from 'zod';
import { dayOrTime, mustBe, organizationId, reportingDay } from '../http/schemas.ts';

export const periodName = z
  .enum(['day', 'week', 'month'], mustBe('one of day, week, month'))
  .meta({ description: 'Weeks start on Monday. The first and the last period are cut to the range.' });

export const dates = {
  start_date: dayOrTime.optional().meta({
    description:
      'First reporting day of the range, inclusive: a date, or a timestamp that is floored to the day of the ' +
      "organization's time zone. A `+` in a timestamp is written `%2B`.",
    example: '2026-01-01',
  }),
  end_date: dayOrTime.optional().meta({
    description: 'Last reporting day of the range, inclusive. Today if omitted.',
    example: '2026-01-31',
  }),
};

export const rangeQuery = z.strictObject({ organization_id: organizationId, ...dates });

export const periodQuery = rangeQuery.extend({ period: periodName.default('day') });

/** The range that was used, defaults filled in; both days inclusive. */
export const period = z.object({ start: reportingDay, end: reportingDay });
