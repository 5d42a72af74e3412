import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { mustBe, reportingDay, timestamp, uuid } from '../../../shared/http/schemas.ts';

export const retentionDays = z
  .int(mustBe('a whole number of days, 1 to 1095'))
  .min(1, mustBe('1 to 1095 days'))
  .max(1095, mustBe('1 to 1095 days'))
  .meta({
    description:
      'How many days before today single executions are kept. Whole days: older ones are deleted every night. Figures stay.',
    example: 90,
  });

/** A week is in files by the tenth day after its first, and a run may be late. */
export const LEAST_DAYS_WITH_ARCHIVE = 14;

export const archive = z.enum(['off', 'without_personal_data'], mustBe('off or without_personal_data')).meta({
  description:
    'without_personal_data: single executions of weeks that are over are also kept in files, without anything about people, and a ' +
    'day is deleted only when its files equal the totals. Takes a retention of at least 14 days.',
  example: 'off',
});

const rows = z.int().min(0);
const counted = rows.nullable().meta({ description: 'Null for operators who are no members.' });

export const getRetention = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}/retention',
  operationId: 'getRetention',
  summary: 'What is deleted next, or would be with another retention (members and operators)',
  description:
    'Changes nothing. What is counted are the rows of this moment, of the days that the next run deletes.',
  tag: 'Organizations',
  pathParameters: z.object({ id: uuid }),
  query: z.strictObject({
    retention_days: z.coerce
      .number()
      .pipe(retentionDays)
      .optional()
      .meta({
        description: 'Another retention; the one of the organization unless given.',
        example: 30,
        override: { type: 'integer', minimum: 1, maximum: 1095 },
      }),
  }),
  status: 200,
  result: z.object({
    retention_days: z.int(),
    runs_at: timestamp.meta({ description: 'When it is deleted.' }),
    first_kept_day: reportingDay.meta({ description: 'The first day that is kept then.' }),
    days: rows.meta({ description: 'Days of which executions go, each as a whole.' }),
    first_day: reportingDay.nullable().meta({ description: 'The first of them; null where there are none.' }),
    last_day: reportingDay.nullable().meta({ description: 'The last of them; null where there are none.' }),
    executions: counted,
    routing_decisions: counted,
    flags: counted,
    rejections: counted,
  }),
});
