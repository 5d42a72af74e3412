import * as z from 'zod';
import { route } from '../http/route.ts';
import {
  cursor,
  decimal,
  model,
  nextCursor,
  pageSize,
  provider,
  reportingDay,
  timestamp,
  uuid,
} from '../http/schemas.ts';

const tag = 'Recalculations';
const count = z.int().min(0).meta({ example: 1200 });
const dollars = z
  .number()
  .meta({ description: 'Rounded to 2 decimals; `exact` has all of them.', example: 12.35 });

const figures = z
  .object({
    executions_changed: count,
    actual_cost_before: dollars,
    actual_cost_after: dollars,
    savings_before: dollars,
    savings_after: dollars,
    exact: z.object({
      actual_cost_before: decimal,
      actual_cost_after: decimal,
      savings_before: decimal,
      savings_after: decimal,
    }),
  })
  .meta({
    description:
      'Sums over the changed executions: actual costs where they are known, failed executions included; savings where ' +
      'both costs are known and the execution succeeded. After − before is what reported figures move by.',
  });

const restatedMonth = figures.extend({
  month: reportingDay.meta({ description: "First day of the organization's reporting month." }),
  closed: z.boolean().meta({ description: 'Whether that month was over when this was asked.' }),
});

const common = z.object({
  id: uuid,
  cause: z.enum([
    'price_correction',
    'new_price',
    'baseline_change',
    'price_feed',
    'price_factor',
    'cost_source_change',
    'void',
    'restore',
  ]),
  dry_run: z.boolean().meta({ description: 'true: nothing but this record was changed.' }),
  reason: z.string().nullable(),
  price_id: uuid
    .nullable()
    .meta({ description: 'The new or corrected price; of a dry run, the price that is to be corrected.' }),
  organization_id: uuid.nullable().meta({ description: 'Null: all, because a list price changed.' }),
  start_time: timestamp
    .nullable()
    .meta({ description: 'Executions from this start time on; null: from the first.' }),
  end_time: timestamp.nullable().meta({ description: 'Until before this start time; null: without end.' }),
  providers: z
    .array(provider)
    .nullable()
    .meta({ description: 'As actual or as baseline provider; null: any.' }),
  models: z.array(model).nullable().meta({ description: 'Null: any.' }),
  status: z.enum(['queued', 'running', 'completed', 'failed']),
  failure: z.string().nullable(),
  progress: z.number().min(0).max(1).meta({ description: '0 to 1, 4 decimals.', example: 0.75 }),
  created_by: z.string(),
  created_at: timestamp,
  finished_at: timestamp.nullable(),
});

const shown = common.extend({
  figures_withheld: z.null().meta({ description: 'The figures are shown.' }),
  executions_examined: count,
  ...figures.shape,
  restated: z.array(restatedMonth).meta({ description: 'Months with changed executions, oldest first.' }),
});

/** Whose figures an operator may not see. */
export const withholding = z.enum(['no_member', 'one_organization']);

const withheld = common.extend({
  figures_withheld: withholding.meta({
    description:
      'Why an operator is not shown the figures, which are null then: they are of an organization that the operator is no ' +
      'member of; or, together, of just one such organization.',
  }),
  executions_examined: z.null(),
  executions_changed: z.null(),
  actual_cost_before: z.null(),
  actual_cost_after: z.null(),
  savings_before: z.null(),
  savings_after: z.null(),
  exact: z.null(),
  restated: z.null(),
});

export const recalculation = z.discriminatedUnion('figures_withheld', [shown, withheld]);

const organizationId = uuid.optional().meta({
  description:
    'Figures and progress of this organization: figures for its members, progress also for operators. Operators may leave it ' +
    'out: of all together.',
});

export const getRecalculation = route({
  method: 'GET',
  path: '/api/v1/recalculations/{id}',
  operationId: 'getRecalculation',
  summary: 'One recalculation: its progress and what it changes',
  description:
    'Final once `status` is completed. A recalculation of all organizations shows the figures and the progress of the ' +
    'one that is asked for.',
  tag,
  pathParameters: z.object({ id: uuid }),
  query: z.strictObject({ organization_id: organizationId }),
  status: 200,
  result: recalculation,
});

export const listRecalculations = route({
  method: 'GET',
  path: '/api/v1/recalculations',
  operationId: 'listRecalculations',
  summary: 'Recalculations, newest first',
  description:
    'Those of the organization, and those of all organizations that found something of it to look at or are still queued.',
  tag,
  query: z.strictObject({ organization_id: organizationId, limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({ recalculations: z.array(recalculation), next_cursor: nextCursor }),
});
