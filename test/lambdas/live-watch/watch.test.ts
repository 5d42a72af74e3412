import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ServerMessage } from '../../../shared/live/contract.ts';
import type { Registry } from '../../../shared/live/commands.ts';
import { LOOK_EVERY_MS, watch, type WatchOptions } from '../../../lambdas/live-watch/watch.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { liveDatabase, START } from '../../support/live-database.ts';

let database: TestDatabase;
let live: ReturnType<typeof liveDatabase>;

beforeAll(async () => {
  database = await createTestDatabase();
  live = liveDatabase(database);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
});
afterAll(() => database.drop());

/** Time that passes when somebody sleeps, and what is to happen meanwhile. */
function simulation(start: number) {
  let time = start;
  const events: { readonly at: number; readonly run: () => Promise<unknown> }[] = [];
  return {
    clock: () => time,
    plan: (at: number, run: () => Promise<unknown>) => void events.push({ at, run }),
    async sleepUntil(wanted: number): Promise<void> {
      for (const event of events.filter(({ at }) => at > time && at <= wanted)) {
        time = Math.max(time, event.at);
        await event.run();
      }
      time = Math.max(time, wanted);
    },
  };
}

const quiet = {
  onFailure: () => undefined,
  startRecalculation: () => Promise.reject(new Error('nothing waits')),
  close: () => Promise.reject(new Error('nobody has left')),
};

interface Step {
  readonly wait: number;
  readonly what: 'change' | 'fold' | 'trouble' | 'handover';
}
const steps = fc.array(
  fc.record<Step>({
    wait: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 5_000 })),
    what: fc.constantFrom<Step['what']>('change', 'change', 'change', 'fold', 'trouble', 'handover'),
  }),
  { minLength: 1, maxLength: 14 },
);

test('at most one hint in two seconds, and one soon after every change, whatever happens meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await database.admin.query('delete from live_connections');
      const id = await createOrganization(database);
      const start = START.getTime();
      const time = simulation(start);
      await live.connection(id, `of-${id}`);
      const changes: number[] = [];
      const hints: number[] = [];
      let inTrouble = 0;
      let end = start;
      const handovers: number[] = [];
      for (const { wait, what } of sequence) {
        end += wait;
        const at = end;
        if (what === 'change') {
          time.plan(at, async () => {
            await store(database, id, [{}]);
            changes.push(at);
          });
        } else if (what === 'fold') time.plan(at, () => fold(database.rollup, () => false));
        else if (what === 'trouble') time.plan(at, async () => void (inTrouble = 1));
        else handovers.push(at);
      }
      const post: WatchOptions['post'] = async () => {
        if (inTrouble > 0) {
          inTrouble -= 1;
          return 'failed';
        }
        hints.push(time.clock());
        return 'delivered';
      };
      for (const [index, until] of [...handovers, end + 10_000].entries()) {
        const timeIsUp = () => time.clock() >= until;
        const options = { ...quiet, ...time, registry: live.registry, post, timeIsUp };
        await watch({ ...options, watchId: `watch-${index}` });
      }
      const gaps = hints.slice(1).map((hint, index) => hint - (hints[index] ?? 0));
      expect(Math.min(2_000, ...gaps)).toBe(2_000);
      // A look away, two seconds after the hint before, and once more for each time in trouble.
      const troubles = sequence.filter(({ what }) => what === 'trouble').length;
      for (const change of changes) {
        const told = hints.find((hint) => hint >= change) ?? Infinity;
        expect(told - change).toBeLessThanOrEqual(LOOK_EVERY_MS + 2_000 + troubles * 3_000);
      }
    }),
    { numRuns: 25 },
  );
});

const change = { organization_id: 'b0444374-ac34-4dfc-809a-54cb8751dfe5', state: '1' };
const hint: ServerMessage = { type: 'changed', at: START.toISOString() };

/** A registry that gives these connections once, then nothing, and then is idle. @param left which of them are to be closed */
function scripted(connectionIds: readonly string[], left: readonly string[] = []) {
  const settled: Parameters<Registry['settle']>[0][] = [];
  let looks = 0;
  const registry: Registry = {
    connect: () => Promise.reject(new Error('not asked for')),
    async look() {
      looks += 1;
      if (looks > 2) return { status: 'idle', changes: [], left: [], recalculation: null };
      return {
        status: 'watching',
        changes: looks === 1 ? [{ ...change, connection_ids: [...connectionIds] }] : [],
        left: looks === 1 ? [...left] : [],
        recalculation: null,
      };
    },
    async settle(request) {
      settled.push(request);
    },
  };
  return { registry, settled };
}

const run = (
  registry: Registry,
  post: WatchOptions['post'],
  onFailure: WatchOptions['onFailure'] = quiet.onFailure,
  close: WatchOptions['close'] = quiet.close,
) =>
  watch({
    ...quiet,
    ...simulation(START.getTime()),
    watchId: 'w',
    registry,
    post,
    close,
    timeIsUp: () => false,
    onFailure,
  });

test('every connection is told, and those that are gone are forgotten', async () => {
  const { registry, settled } = scripted(['open', 'gone', 'too']);
  const sent: [string, ServerMessage][] = [];
  const result = await run(registry, async (id, message) => {
    sent.push([id, message]);
    return id === 'gone' ? 'gone' : 'delivered';
  });
  expect(sent).toEqual(['open', 'gone', 'too'].map((id) => [id, hint]));
  expect(settled).toEqual([{ announced: [change], gone: ['gone'] }]);
  expect(result).toEqual({ ended: 'idle', delivered: 2, gone: 1, failed: 0 });
});

test('connections of those who have left are closed before anybody is told, and tried again while they are not', async () => {
  const { registry, settled } = scripted(['open'], ['left', 'gone', 'stuck']);
  const order: string[] = [];
  const result = await run(
    registry,
    async (id) => {
      order.push(`told ${id}`);
      return 'delivered';
    },
    quiet.onFailure,
    async (id) => {
      order.push(`closed ${id}`);
      if (id === 'gone') return 'gone';
      return id === 'stuck' ? 'failed' : 'delivered';
    },
  );
  expect(order).toEqual(['closed left', 'closed gone', 'closed stuck', 'told open']);
  expect(settled).toEqual([
    { announced: [], gone: ['left', 'gone'] },
    { announced: [change], gone: [] },
  ]);
  expect(result).toEqual({ ended: 'idle', delivered: 1, gone: 2, failed: 1 });
});

test('what did not reach everybody is not settled', async () => {
  const { registry, settled } = scripted(['open', 'stuck']);
  const result = await run(registry, async (id) => (id === 'stuck' ? 'failed' : 'delivered'));
  expect(settled).toEqual([{ announced: [], gone: [] }]);
  expect(result).toMatchObject({ delivered: 1, failed: 1 });
});

test.each([
  [10, 'goes on'],
  [11, 'gives up'],
])('after %i looks that failed in a row it %s', async (failing, then) => {
  const { registry } = scripted(['a']);
  let failures = 0;
  const broken: Registry = {
    ...registry,
    look: (request) => {
      failures += 1;
      return failures <= failing ? Promise.reject(new Error('failover')) : registry.look(request);
    },
  };
  const reported: unknown[] = [];
  const result = run(
    broken,
    async () => 'delivered',
    (error) => void reported.push(error),
  );
  if (then === 'goes on') {
    expect(await result).toMatchObject({ ended: 'idle', delivered: 1 });
    expect(reported).toHaveLength(failing);
  } else await expect(result).rejects.toThrow('failover');
});

describe('what waits to be recalculated is begun', () => {
  /** Looks once a second. @param waiting what waits at each look @returns the looks, from 0, after which a run was begun */
  async function begunAt(waiting: readonly (string | null)[], begin = () => Promise.resolve()) {
    let looks = 0;
    const begun: number[] = [];
    const registry: Registry = {
      connect: () => Promise.reject(new Error('not asked for')),
      settle: () => Promise.resolve(),
      look: () => {
        const recalculation = waiting[looks++];
        const status = recalculation === undefined ? 'idle' : 'watching';
        return Promise.resolve({ status, changes: [], left: [], recalculation: recalculation ?? null });
      },
    };
    const { ended } = await watch({
      ...quiet,
      ...simulation(START.getTime()),
      watchId: 'w',
      registry,
      post: () => Promise.reject(new Error('nobody is told')),
      timeIsUp: () => false,
      startRecalculation: () => {
        begun.push(looks - 1);
        return begin();
      },
    });
    expect(ended).toBe('idle');
    return begun;
  }
  const times = (count: number, id: string | null) => Array.from({ length: count }, () => id);

  test.each([
    ['nothing waits', times(30, null), []],
    ['one, once, however long it waits', [null, ...times(30, 'a')], [1]],
    ['the next one after ten seconds', [...times(5, 'a'), ...times(6, 'b')], [0, 10]],
    ['not before', [...times(5, 'a'), ...times(5, 'b')], [0]],
    ['at once if the last one was longer ago', [...times(12, 'a'), ...times(3, 'b')], [0, 12]],
  ])('%s', async (_, waiting, expected) => {
    expect(await begunAt(waiting)).toEqual(expected);
  });

  test('and if it cannot be, that is for the schedule: looking goes on', async () => {
    const refused = () => Promise.reject(new Error('Rate exceeded'));
    expect(await begunAt([...times(2, 'a'), null], refused)).toEqual([0]);
  });
});
