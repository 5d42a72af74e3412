import * as z from 'zod';
import { dates } from '../../shared/figures/range-contract.ts';
import { route, type Routes } from '../../shared/http/route.ts';
import {
  cursor,
  decimal,
  flagKind,
  flagStatus,
  model,
  nextCursor,
  organizationId,
  pageSize,
  provider,
  reportingDay,
  taskType,
  freeText,
  timestamp,
  uuid,
} from '../../shared/http/schemas.ts';

const tag = 'Review queue';
const cost = z
  .number()
  .nullable()
  .meta({ description: 'Rounded to 6 decimals. Null where unknown, never 0 for it.', example: 0.012346 });
const count = z.int().min(0).meta({ example: 3 });

export const anomaly = z.object({
  id: uuid,
  kind: flagKind,
  status: flagStatus,
  note: z.string().nullable(),
  reviewed_by: z.string().nullable(),
  reviewed_at: timestamp.nullable(),
  created_at: timestamp,
  execution: z.object({
    id: uuid,
    day: reportingDay,
    start_time: timestamp,
    provider,
    model: model.nullable(),
    task_type: taskType,
    success: z.boolean(),
    actual_cost: cost,
    baseline_cost: cost,
    savings: cost.meta({ description: 'Null for a failed execution, or where a cost is unknown.' }),
    exact: z.object({
      actual_cost: decimal.nullable(),
      baseline_cost: decimal.nullable(),
      savings: decimal.nullable(),
    }),
  }),
});

export const listAnomalies = route({
  method: 'GET',
  path: '/api/v1/anomalies',
  operationId: 'listAnomalies',
  summary: 'Executions to review, newest first',
  description:
    'An execution is flagged when it cost more than its baseline (`negative_savings`), more than ten times its baseline ' +
    "(`cost_over_10x_baseline`), or more than the organization's `review_threshold` (`over_review_threshold`): one item " +
    'for each. A recalculation withdraws open flags that no longer hold; reviewed ones stay.',
  tag,
  query: z.strictObject({
    organization_id: organizationId,
    kind: flagKind.optional(),
    status: flagStatus.optional(),
    start_date: dates.start_date,
    end_date: dates.end_date.meta({
      description: 'Last reporting day of the range, inclusive. Without it the newest come first.',
    }),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({
    anomalies: z.array(anomaly),
    open: z
      .object({
        negative_savings: count,
        cost_over_10x_baseline: count,
        over_review_threshold: count,
      })
      .meta({ description: 'How many are open in the range, whatever `kind` and `status` ask for.' }),
    next_cursor: nextCursor,
  }),
});

export const reviewAnomaly = route({
  method: 'PATCH',
  path: '/api/v1/anomalies/{id}',
  operationId: 'reviewAnomaly',
  summary: 'Close or reopen one (admins)',
  description:
    'Repeating it changes nothing: it stays reviewed by whoever did it first. A different note makes it reviewed by whoever wrote ' +
    'that. Every change is on the audit log.',
  tag,
  pathParameters: z.object({ id: uuid }),
  body: z.strictObject({
    organization_id: organizationId,
    status: flagStatus,
    note: freeText(1, 2000).nullable().optional().meta({
      description: 'Without it the note stays; null removes it.',
      example: 'A test of the new model',
    }),
  }),
  status: 200,
  result: anomaly,
});

export const routes = { listAnomalies, reviewAnomaly } satisfies Routes;
