import { buckets, type Buckets } from '../../../lambdas/erasure/buckets.ts';
import { erase, type EraseResult } from '../../../lambdas/erasure/erase.ts';
import { eraseUserData } from '../../../lambdas/user-data/contract.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { Api } from '../../support/api.ts';
import { startTestBucket } from '../../support/s3.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const TOMBSTONES = 'tombstones';

export async function startBuckets() {
  const server = await startTestBucket(TOMBSTONES);
  const { client, name } = server;
  return {
    client,
    files: name,
    stop: () => server.stop(),
    stores: buckets(client, { files: name, tombstones: TOMBSTONES }),
  };
}

/** A run of the job in batches of two, that waits for no exports. */
export const run = (database: Database, stores: Buckets, timeIsUp = () => false): Promise<EraseResult> =>
  erase({ database, buckets: stores, timeIsUp, batchSize: 2, settleSeconds: -1 });

/** Rows in one run, files in the next. */
export async function runTwice({ upkeep }: TestDatabase, stores: Buckets): Promise<void> {
  await run(upkeep, stores);
  await run(upkeep, stores);
}

/** By the admin of {@link createOrganization}'s default, or by whom it is about. @returns the id */
export async function ask(
  api: Api,
  organizationId: string,
  userId: string,
  subject = 'alice',
): Promise<string> {
  const query = { organization_id: organizationId, user_id: userId };
  return (await api.result(eraseUserData, { subject, query })).id;
}

/** Every figure of an organization, to the last decimal, and who was active when, whoever they were. */
export async function figures({ admin }: TestDatabase, organizationId: string): Promise<unknown> {
  const { rows } = await admin.query(
    `select
       (select jsonb_agg(to_jsonb(r) order by day, provider, task_type, model) from (
         select day, provider, model, task_type, sum(executions) as executions, sum(successful) as successful,
           sum(actual_cost)::text as cost, sum(baseline_cost)::text as baseline, sum(duration_ms)::text as duration
         from current_rollups where organization_id = $1 group by 1, 2, 3, 4) as r) as rollups,
       (select jsonb_agg(jsonb_build_array(id, actual_cost::text, baseline_cost::text, savings::text, tokens_used, provider, start_time)
          order by start_time, id) from task_executions where organization_id = $1) as executions,
       (select jsonb_agg(jsonb_build_array(day, users) order by day) from (
         select day, count(*) as users from daily_active_users where organization_id = $1 group by day) as d) as daily,
       (select count(distinct user_id) from daily_active_users where organization_id = $1) as active`,
    [organizationId],
  );
  return rows[0];
}
