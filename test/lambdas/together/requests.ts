import type { TestDatabase } from '../../support/test-database.ts';
import { requestRestore, requestVoid } from '../../support/voids.ts';
import { drawnFrom, type Draw } from './jobs.ts';
import { FIRST_PRICE, type Ledger } from './ledger.ts';

const PLACES = 12;
const decimal = (picodollars: bigint): string => `0.${picodollars.toString().padStart(PLACES, '0')}`;

/** Nothing stored, nothing decided, nothing asked for. */
export async function startAnew({ admin }: TestDatabase): Promise<void> {
  await admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, users, ingest_rejections, daily_rollups, rollup_sums, rollup_durations, rollup_touched_days,
       rollup_deltas, daily_active_users, retention_cuts, recalculations, recalculation_pieces, recalculation_days, voids,
       released_ids, erased_users, erasure_people, erasures, reconciliations, audited_days, analytics_aggregations cascade`,
  );
  await admin.query('delete from organization_baselines');
  await admin.query('update organizations set retention_days = 1095');
  await admin.query("update provider_pricing set cost_per_unit = $1 where provider = 'fast'", [
    decimal(FIRST_PRICE),
  ]);
}

/** Of all organizations, as a change of a list price is made. */
async function changePrice({ admin }: TestDatabase, picodollars: bigint): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    await client.query("update provider_pricing set cost_per_unit = $1 where provider = 'fast'", [
      decimal(picodollars),
    ]);
    await client.query(
      "select request_recalculation(null, 'new_price', null, '-infinity', 'infinity', array['fast'], null, null, 'test')",
    );
    await client.query('select lock_pricing_inputs()');
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Whether everything that was asked for of figures is done. */
export async function isQuiet({ admin }: TestDatabase): Promise<boolean> {
  const { rows } = await admin.query('select from recalculations where finished_at is null limit 1');
  return rows.length === 0;
}

interface Account {
  readonly id: string;
  readonly ledger: Ledger;
}

interface Asking {
  readonly database: TestDatabase;
  readonly draw: Draw;
  readonly accounts: readonly Account[];
  /** Of whom nothing is voided. */
  readonly spared: readonly string[];
}

/** Each asks for something that changes figures, and writes it down. */
export function requestsOf({ database, draw, accounts, spared }: Asking) {
  const account = () => drawnFrom(draw, accounts);
  return {
    price: async () => {
      const price = BigInt(1 + draw(9_999_999));
      await changePrice(database, price);
      for (const { ledger } of accounts) ledger.asked.push({ kind: 'price', price });
    },
    void: async () => {
      const { id, ledger } = account();
      const known = ledger.sent.filter(({ user }) => !spared.includes(user));
      // Single ones, or nearly all of the last days.
      const executions =
        draw(2) === 0
          ? Array.from({ length: 1 + draw(60) }, () => drawnFrom(draw, known).id)
          : known.slice(-30).map((each) => each.id);
      const made = await requestVoid(database, id, { ids: executions });
      ledger.asked.push({ kind: 'void', id: made.id, executions });
    },
    restore: async () => {
      const { id, ledger } = account();
      const restored = new Set(ledger.asked.flatMap((each) => (each.kind === 'restore' ? [each.id] : [])));
      const { rows } = await database.admin.query<{ void_id: string }>(
        `select void_id from recalculations where organization_id = $1 and cause = 'void' and status = 'completed'
         order by created_at`,
        [id],
      );
      const left = rows.map((each) => each.void_id).filter((each) => !restored.has(each));
      if (left.length === 0) return;
      const chosen = drawnFrom(draw, left);
      await requestRestore(database, id, chosen);
      ledger.asked.push({ kind: 'restore', id: chosen });
    },
  };
}
