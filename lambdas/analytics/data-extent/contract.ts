import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { organizationId, reportingDay } from '../../../shared/http/schemas.ts';

export const dataExtent = route({
  method: 'GET',
  path: '/api/v1/analytics/data-extent',
  operationId: 'getDataExtent',
  summary: 'The reporting days that have figures',
  description:
    'Where a range of all time begins. Figures outlive the single executions that they were computed from.',
  tag: 'Analytics',
  query: z.strictObject({ organization_id: organizationId }),
  status: 200,
  result: z.object({
    first_day: reportingDay.nullable().meta({ description: 'Null until something is recorded.' }),
    last_day: reportingDay.nullable(),
    today: reportingDay.meta({ description: "The current day in the organization's time zone." }),
  }),
});
