import * as z from 'zod';
import { picodollars } from '../../support/picodollars.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { measures } from './ledger.ts';

const decimals = z.string().transform(picodollars);
const whole = z.string().transform(BigInt);
const row = z.object({
  day: z.string(),
  provider: z.string(),
  executions: whole,
  successful: whole,
  total_tokens: whole,
  actual_cost: decimals,
  baseline_cost: decimals,
  failed_cost: decimals,
});
type Row = z.output<typeof row>;

/** The rollups of an organization, by day and provider; without what adds up to nothing at all. */
export async function shownFigures({ admin }: TestDatabase, organizationId: string) {
  const { rows } = await admin.query(
    `select day::text, provider, ${measures.map((measure) => `trim_scale(sum(${measure}))::text as ${measure}`).join(', ')}
     from current_rollups where organization_id = $1 group by day, provider`,
    [organizationId],
  );
  const shown = new Map<string, Map<string, Omit<Row, 'day' | 'provider'>>>();
  for (const { day, provider, ...figures } of rows.map((each) => row.parse(each))) {
    if (measures.every((measure) => figures[measure] === 0n)) continue;
    shown.set(day, (shown.get(day) ?? new Map()).set(provider, figures));
  }
  return shown;
}

export interface KeptRow {
  readonly id: string;
  readonly day: string;
  readonly void_id: string | null;
  readonly cost: bigint | undefined;
  readonly is_erased: boolean;
}

/** Single executions of an organization that are left. */
export async function keptRows({ admin }: TestDatabase, organizationId: string): Promise<KeptRow[]> {
  const { rows } = await admin.query(
    `select id, (start_time at time zone 'UTC')::date::text as day, void_id, trim_scale(actual_cost)::text as cost,
       user_id is null and task_id = 'erased' as is_erased
     from task_executions where organization_id = $1`,
    [organizationId],
  );
  return rows.map(({ cost, ...each }) => ({ ...each, cost: cost === null ? undefined : picodollars(cost) }));
}

/** How many were active on each day, whoever they are. */
export async function activeOn({ admin }: TestDatabase, organizationId: string) {
  const { rows } = await admin.query<{ day: string; users: number }>(
    'select day::text, count(*)::integer as users from daily_active_users where organization_id = $1 group by day',
    [organizationId],
  );
  return new Map(rows.map(({ day, users }) => [day, users]));
}
