import * as z from 'zod';
import type { Progress } from '../../local/progress.ts';
import { foldAll, refuseDrift } from '../fold/fold.ts';
import { timed } from '../support/clock.ts';
import { beginHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import type { Result } from '../support/report.ts';
import type { Workbench } from '../support/workbench.ts';

const DAYS = 90;
/** A history a fifth as long. */
const FEWER_DAYS = 18;
/** Of an organization whose days are all as they were: the last two, and four in turn. */
const DAYS_READ = 6;
/** Of which the fastest counts: what else the machine does makes the others slower. */
const RUNS = 3;
const MOST_GROWTH = 1.2;
/** What a night is computed for, on as many days. */
const LARGE = { executions: 50_000_000, organizations: 1_000 } as const;
const MOST_SECONDS = 60;

const auditSchema = z.object({ drifted: z.literal(0), unaudited: z.literal(0) });

interface Measured {
  readonly executions: number;
  /** A night on which nothing but the last day is new. */
  readonly nightMs: number;
  /** Reading the executions of all days. */
  readonly allMs: number;
}

/** The audit of a night with few and with many executions on the same days, and with the many on a fifth of the days. */
export async function benchmarkAudit(
  { admin, database, organizations, load }: Workbench,
  { audited }: Options,
  progress: Progress,
): Promise<Result[]> {
  const fold = await load('rollup', 'payback_rollup');
  const audit = await load('price-audit', 'payback_pricing');
  const run = async (event: object) => auditSchema.parse(await audit(event));
  const keep = (days: number) => admin.query('update organizations set retention_days = $1', [days]);
  await keep(DAYS);
  const sizes: Measured[] = [];
  let stored = 0;
  for (const executions of audited) {
    await progress.step(`${executions} executions are stored`, async () => {
      const history = await beginHistory(database, Math.ceil((executions - stored) / DAYS));
      while (history.stored() < executions - stored) await history.addDays(executions - stored);
      stored += history.stored();
      await foldAll(fold);
      await admin.query("update rollup_touched_days set touched_at = touched_at - interval '1 hour'");
      await foldAll(fold);
      await admin.query('vacuum analyze');
    });
    const measuring = progress.step('they are audited', async () => {
      await run({});
      const allMs = await fastest(() => run({ all_days: true }));
      return { executions, allMs, nightMs: await fastest(() => run({})) };
    });
    sizes.push(await measuring);
  }
  await keep(FEWER_DAYS);
  const shorterMs = await progress.step('a shorter history is audited', () => fastest(() => run({})));
  await refuseDrift(admin);
  const [few, many] = sizes;
  if (few === undefined || many === undefined) throw new Error('There are two sizes.');
  return resultsOf(few, many, shorterMs, organizations.length);
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < RUNS; time += 1) times.push(await timed(work));
  return Math.min(...times);
}

function resultsOf(few: Measured, many: Measured, shorterMs: number, organizations: number): Result[] {
  const growth = many.nightMs / shorterMs;
  const large = computed(few, many, organizations);
  const name = (executions: number) => `audit of a night, ${(executions / 1e6).toPrecision(2)} M executions`;
  return [
    {
      name: name(many.executions),
      measured: seconds(many.nightMs),
      baseline: `all days read: ${seconds(many.allMs)}`,
      ratio: many.nightMs / many.allMs,
    },
    {
      name: 'the same, history five times as long',
      measured: seconds(many.nightMs),
      baseline: `${FEWER_DAYS} days: ${seconds(shorterMs)}`,
      ratio: growth,
      target: { text: `≤ ${MOST_GROWTH}`, met: growth <= MOST_GROWTH },
    },
    {
      name: `${name(LARGE.executions)} of ${LARGE.organizations} organizations, by the slope`,
      measured: large.isKnown ? seconds(large.nightMs) : 'unknown: the machine is too busy',
      baseline: `all days read: ${seconds(large.allMs)}`,
      ratio: large.nightMs / large.allMs,
      target: { text: `≤ ${MOST_SECONDS} s`, met: large.isKnown && large.nightMs <= MOST_SECONDS * 1000 },
    },
  ];
}

/** So much an execution that is read, by reading all of few and of many on the same days; and the rest an organization. */
function computed(few: Measured, many: Measured, organizations: number) {
  const each = (many.allMs - few.allMs) / (many.executions - few.executions);
  const of = (milliseconds: number, share: number) =>
    ((milliseconds - each * many.executions * share) / organizations) * LARGE.organizations +
    each * LARGE.executions * share;
  // A tenth of the executions must not have taken longer than all of them.
  return { nightMs: of(many.nightMs, DAYS_READ / DAYS), allMs: of(many.allMs, 1), isKnown: each > 0 };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
