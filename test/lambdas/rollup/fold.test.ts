import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { fold as foldDeltas } from '../../../lambdas/rollup/fold.statement.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { body, message, NOW, validFields } from '../../support/messages.ts';
import { drift } from '../../support/reconcile.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organizationIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  organizationIds = [
    await createOrganization(database),
    await createOrganization(database, { timeZone: 'Asia/Kolkata' }),
  ];
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
});
afterAll(() => database.drop());

async function send(executions: number): Promise<void> {
  const result = await ingest(
    fc.sample(validFields(organizationIds), executions).map((fields) => message(body(fields))),
    {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, () => NOW),
      allowedSenders: allowedSenders(database.ingest, () => NOW),
      hashes: keyedHashes('test-secret'),
      now: () => NOW,
      onFailure: () => undefined,
    },
  );
  expect(result.stored).toBe(executions);
}

async function all(query: string): Promise<unknown[]> {
  return (await database.admin.query(query)).rows;
}

test('folding changes what is kept where, never what is read', async () => {
  await send(300);
  const read = 'select * from mv_daily_savings order by organization_id, date, provider, task_type';
  const before = await all(read);
  const [pending] = await all('select count(*)::integer from rollup_deltas');
  expect(await fold(database.rollup, () => false)).toEqual({
    folded: countOf(pending),
    remaining: false,
    held: true,
  });
  expect(await all(read)).toEqual(before);
  await send(200);
  expect(await drift(database, 'current_measures')).toEqual([]);
  await fold(database.rollup, () => false);
  expect(await drift(database, 'rollup_sums')).toEqual([]);
});

function countOf(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'count' in row ? row.count : undefined;
}

test('a fold writes the rollups that its deltas touch, and no other', async () => {
  const first = await createOrganization(database);
  const second = await createOrganization(database);
  const kinds = [
    { provider: 'fast', task_type: 'a', model: 'm' },
    { provider: 'slow', task_type: 'a', model: 'm' },
    { provider: 'fast', task_type: 'b', model: 'm' },
    { provider: 'fast', task_type: 'a' },
    { provider: 'fast', task_type: 'a', model: 'n' },
    { provider: 'fast', task_type: 'a', model: 'm', start_time: '2026-01-21T10:00:00Z' },
  ];
  await store(database, first, kinds);
  await store(database, second, kinds);
  await fold(database.rollup, () => false);
  const versions = `select s.organization_id, s.day, d.provider, d.model, d.task_type, s.xmin::text as version
    from rollup_sums s
    join rollup_dimensions d on d.organization_id = s.organization_id and d.id = s.dimensions_id
    where s.organization_id in ('${first}', '${second}')`;
  const before = new Set((await all(versions)).map((row) => JSON.stringify(row)));
  expect(before.size).toBe(12);
  await store(database, first, kinds.slice(0, 1));
  await fold(database.rollup, () => false);
  const rewritten = (await all(versions)).filter((row) => !before.has(JSON.stringify(row)));
  expect(rewritten).toMatchObject([{ organization_id: first, provider: 'fast', model: 'm', task_type: 'a' }]);
});

test('a fold takes so many of the oldest deltas and leaves the others', async () => {
  await fold(database.rollup, () => false);
  const [organizationId = ''] = organizationIds;
  for (const task_type of ['a', 'b', 'c']) await store(database, organizationId, [{ task_type }]);
  const { folded } = await database.rollup.transaction((transaction) =>
    foldDeltas.one(transaction, { most: 2 }),
  );
  expect(folded).toBe(2);
  expect(await all('select task_type from rollup_deltas')).toEqual([{ task_type: 'c' }]);
});

test('aggregations of days, weeks and months agree with the raw rows', async () => {
  // In two parts, so that weeks and months are made of days that were there and of new ones.
  await send(60);
  await foldAndRefresh(database);
  await send(40);
  await foldAndRefresh(database);
  const raw = (type: string, start: string, end: string) => `
    select e.organization_id, '${type}' as period_type, (${start})::date as period_start, (${end})::date as period_end,
      count(*) as total_tasks, count(*) filter (where success) as successful_tasks, count(savings) as compared,
      sum(actual_cost) filter (where savings is not null) as total_cost, sum(savings) as total_savings,
      round(100 * sum(savings) / sum(baseline_cost) filter (where savings is not null), 9) as percentage,
      percentile_disc(0.5) within group (order by duration_ms) as p50,
      percentile_disc(0.95) within group (order by duration_ms) as p95,
      percentile_disc(0.99) within group (order by duration_ms) as p99
    from task_executions e join organizations o on o.id = e.organization_id
    cross join lateral (select (start_time at time zone time_zone)::date as day) as local
    group by 1, 2, 3, 4`;
  const rows = await all(`
    select r.*, a.by_provider, a.by_task_type
    from (
      ${raw('daily', 'day', 'day')} union all
      ${raw('weekly', "date_trunc('week', day)", "(date_trunc('week', day) + interval '6 days')")} union all
      ${raw('monthly', "date_trunc('month', day)", "date_trunc('month', day) + interval '1 month - 1 day'")}
    ) as r
    full join analytics_aggregations a using (organization_id, period_type, period_start)
    where a.period_end is distinct from r.period_end or a.total_tasks is distinct from r.total_tasks
      or a.successful_tasks is distinct from r.successful_tasks
      or a.total_cost is distinct from coalesce(r.total_cost, 0)
      or a.total_savings is distinct from coalesce(r.total_savings, 0)
      or round(a.savings_percentage, 9) is distinct from r.percentage
      or abs(a.p50_duration_ms - r.p50) > 0.0101 * r.p50
      or abs(a.p95_duration_ms - r.p95) > 0.0101 * r.p95
      or abs(a.p99_duration_ms - r.p99) > 0.0101 * r.p99
      or (select sum((v ->> 'tasks')::bigint) from jsonb_each(a.by_provider) as p (k, v)) <> r.total_tasks
      or (select sum((v ->> 'total_savings')::numeric) from jsonb_each(a.by_task_type) as p (k, v))
        <> coalesce(r.total_savings, 0)`);
  expect(rows).toEqual([]);
});

test('two folds at once: one works, the other leaves it to that one', async () => {
  await send(50);
  const other = database.connectAs('payback_rollup');
  await other.transaction(async ({ query }) => {
    await query('select lock_fold()');
    expect(await fold(database.rollup, () => false)).toEqual({ folded: 0, remaining: true, held: false });
  });
  await other.end();
  expect((await fold(database.rollup, () => false)).folded).toBeGreaterThan(0);
});

test('a fold that dies half-way leaves the deltas pending', async () => {
  await send(50);
  const read = 'select sum(executions)::integer as executions from current_measures';
  const before = await all(read);
  await database.admin.query('alter table rollup_durations add constraint broken check (false) not valid');
  await expect(fold(database.rollup, () => false)).rejects.toThrow('broken');
  await database.admin.query('alter table rollup_durations drop constraint broken');
  expect(await all(read)).toEqual(before);
  await fold(database.rollup, () => false);
  expect(await drift(database, 'rollup_sums')).toEqual([]);
});

test('both views agree with the raw rows in every column', async () => {
  await send(100);
  const daily = await all(`
    select * from mv_daily_savings
    except
    select e.organization_id, (start_time at time zone time_zone)::date, provider, task_type, count(*),
      sum(tokens_used)::bigint, coalesce(sum(actual_cost) filter (where savings is not null), 0),
      coalesce(sum(baseline_cost) filter (where savings is not null), 0), coalesce(sum(savings), 0),
      sum(duration_ms) / count(*), count(*) filter (where success), count(*) filter (where not success)
    from task_executions e join organizations o on o.id = e.organization_id
    group by 1, 2, 3, 4`);
  expect(daily).toEqual([]);

  // The current month is the clock's, so executions of it are made with the clock.
  const now = Date.now();
  const instants = [0, 1, 14, 16, 24 * 40].map((hours) => new Date(now - hours * 3_600_000).toISOString());
  for (const organizationId of organizationIds) {
    const executions = instants.map((start_time, user) => ({ start_time, user_id: `${user}` }));
    await store(database, organizationId, executions, new Date(now).toISOString());
  }
  const monthly = await all(`
    select organization_id, month, total_tasks, total_cost, total_savings, round(savings_percentage, 9) as percentage,
      active_users, providers_used
    from mv_org_current_month
    except
    select o.id, date_trunc('month', now() at time zone time_zone)::date, count(e.id),
      coalesce(sum(actual_cost) filter (where savings is not null), 0), coalesce(sum(savings), 0),
      round(100 * sum(savings) / sum(baseline_cost) filter (where savings is not null), 9),
      count(distinct user_id), count(distinct provider)
    from organizations o
    left join task_executions e
      on e.organization_id = o.id
      and date_trunc('month', start_time at time zone time_zone) = date_trunc('month', now() at time zone time_zone)
    group by o.id`);
  expect(monthly).toEqual([]);
});
