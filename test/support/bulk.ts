import type { TestDatabase } from './test-database.ts';

/**
 * Inserts executions past ingest, each with a random id. Every one starts at `startTime`, which is more than any page
 * of a reader can tell apart by time.
 */
export async function insertMany(
  { admin }: TestDatabase,
  organizationId: string,
  { count, startTime = '2026-01-20T10:00:00Z' }: { readonly count: number; readonly startTime?: string },
): Promise<void> {
  await admin.query('select ensure_partitions($1, $1)', [startTime]);
  await admin.query(
    `insert into task_executions (organization_id, id, task_id, user_id, provider, model, task_type, start_time,
       end_time, tokens_used, actual_cost, baseline_cost, success)
     select $1, gen_random_uuid(), 'task-' || n, '00000000-0000-4000-8000-000000000001', 'fast', 'm', 't', $2,
       $2::timestamptz + interval '1 second', n, n * 0.000000000001, n * 0.000000000003, true
     from generate_series(1, $3::integer) as n`,
    [organizationId, startTime, count],
  );
}
