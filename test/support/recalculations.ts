import fc from 'fast-check';
import { createPrice, store } from './fixture.ts';
import { NOW, validFields } from './messages.ts';
import type { TestDatabase } from './test-database.ts';

const ANYBODY = '00000000-0000-4000-8000-000000000001';
import type { Recalculation } from '../../shared/recalculation/read.ts';

/** One of which the figures are shown. @throws where they are withheld */
export function withFigures(recalculation: Recalculation | undefined) {
  if (recalculation?.figures_withheld !== null) throw new Error('the figures are withheld, or there is none');
  return recalculation;
}

/** Executions of nobody in particular, so that several organizations can be sent the same. */
export const executions = fc.array(validFields([ANYBODY]), { minLength: 1, maxLength: 40 });
type Executions = typeof executions extends fc.Arbitrary<infer Value> ? Value : never;

/** The whole of time, as a range to recalculate. */
export const ALWAYS = ['-infinity', 'infinity'] as const;

/** Nothing stored, and the three prices that executions of {@link executions} and their baseline have. */
export async function startAnew(database: TestDatabase): Promise<void> {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, daily_rollups, rollup_sums, rollup_durations, rollup_touched_days, rollup_deltas,
       recalculations, recalculation_pieces, recalculation_days, price_changes, organization_baselines`,
  );
  await database.admin.query('delete from provider_pricing');
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await createPrice(database, {
    provider: 'dear',
    costPerUnit: '0.000200000001',
    pricingModel: 'per_output_token',
  });
}

/** Sends them to the organization, named by `prefix` and their place. */
export async function send(
  database: TestDatabase,
  organizationId: string,
  stored: Executions,
  prefix: string,
): Promise<void> {
  const numbered = stored.map((fields, index) => ({
    ...fields,
    organization_id: organizationId,
    task_id: `${prefix}-${index}`,
  }));
  await store(database, organizationId, numbered, new Date(NOW).toISOString());
}

/** Everything about an organization that prices decide, ids left out; pending deltas and rollups added up. */
export async function priced({ admin }: TestDatabase, organizationId: string): Promise<unknown> {
  const { rows } = await admin.query(
    `select
       (select json_agg(e order by e.task_id) from (
         select task_id, actual_cost, baseline_cost, savings, unpriced_reason, baseline_provider, baseline_model,
           priced_at is null as pending,
           (select array_agg(kind order by kind) from execution_flags f where f.execution_id = e.id) as flags
         from task_executions e where organization_id = $1) as e) as executions,
       (select json_agg(r order by r.day, r.provider, r.model, r.task_type) from (
         select day, provider, model, task_type, sum(executions) as executions, sum(priced) as priced,
           sum(compared) as compared, sum(costed_successful) as costed_successful,
           sum(negative_savings) as negative_savings, trim_scale(sum(actual_cost)) as actual_cost,
           trim_scale(sum(baseline_cost)) as baseline_cost, trim_scale(sum(failed_cost)) as failed_cost,
           trim_scale(sum(uncompared_cost)) as uncompared_cost, sum(duration_ms) as duration_ms
         from current_rollups where organization_id = $1
         group by day, provider, model, task_type) as r) as rollups`,
    [organizationId],
  );
  return rows[0];
}

/** What the price book now says of what is stored: nothing, when every recalculation is done. */
export async function differing({ admin }: TestDatabase, organizationId: string): Promise<unknown[]> {
  const { rows } = await admin.query(
    `select * from reprice_executions($1, '-infinity', 'infinity', null, null, null, null, 100000) where changed`,
    [organizationId],
  );
  return rows;
}

/** Figures of a recalculation by day. */
export async function daysOf({ admin }: TestDatabase, id: string): Promise<unknown[]> {
  const { rows } = await admin.query(
    `select day::text, executions_changed, actual_cost_before, actual_cost_after, savings_before, savings_after
     from recalculation_days where recalculation_id = $1 order by day`,
    [id],
  );
  return rows;
}

/** Asks for one of new prices. @returns its id */
export async function request(
  { admin }: TestDatabase,
  organizationId: string,
  start: string,
  end: string,
): Promise<string> {
  const { rows } = await admin.query(
    `select request_recalculation($1, 'new_price', null, $2, $3, null, null, null, 'test') as id`,
    [organizationId, start, end],
  );
  return String(rows[0].id);
}
