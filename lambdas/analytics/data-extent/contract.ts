import { z } from 'zod';
import { route } from '../../../shared/http/route.ts';
import { organizationId, reportingDay } from '../../../shared/http/schemas.ts';

export const dataExtent = route({
  method: 'GET',
  path: '/api/v1/analytics/data-extent',
  operationId: 'getDataExtent',
  summary: 'The reporting days that there are figures of',
  description:
    'What a range of all time begins with. Figures outlive the single executions they were made of.',
  tag: 'Analytics',
  query: z.strictObject({ organization_id: organizationId }),
  status: 200,
  result: z.object({
    first_day: reportingDay.nullable().meta({ description: 'Null while nothing was ever recorded.' }),
    last_day: reportingDay.nullable(),
    today: reportingDay.meta({ description: "The day that has begun in the organization's time zone." }),
  }),
});
