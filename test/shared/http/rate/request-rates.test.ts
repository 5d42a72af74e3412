import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestRates, type Exchange } from '../../../../shared/http/rate/request-rates.ts';

const MINUTE = Date.parse('2026-01-26T10:00:00Z');
const LIMIT = 10;
const allowing = (requests: number, atOnce = 4) => ({ requests, atOnce });

/** What all processes count in; answers when it is told to. */
function counter() {
  const totals = new Map<string, number>();
  const exchange: Exchange = (minute, who, requests) => {
    const key = `${minute} ${who}`;
    const total = (totals.get(key) ?? 0) + requests;
    totals.set(key, total);
    return Promise.resolve(total);
  };
  return exchange;
}

test.each([
  { at: 0, retryAfter: 60 },
  { at: 1, retryAfter: 60 },
  { at: 59_000, retryAfter: 1 },
  { at: 59_999, retryAfter: 1 },
])(
  '$at ms after the minute began: the limit pass, the next waits for $retryAfter s',
  ({ at, retryAfter }) => {
    const rates = requestRates();
    const exchange = counter();
    for (let request = 1; request <= LIMIT; request += 1) {
      expect(rates.spend('ann', allowing(LIMIT), MINUTE + at, exchange).retryAfter).toBeUndefined();
    }
    expect(rates.spend('ann', allowing(LIMIT), MINUTE + at, exchange)).toEqual({
      retryAfter,
      exchanged: undefined,
    });
    expect(rates.spend('ben', allowing(LIMIT), MINUTE + at, exchange).retryAfter).toBeUndefined();
    expect(rates.spend('ann', allowing(LIMIT), MINUTE + 60_000, exchange).retryAfter).toBeUndefined();
  },
);

/** Seven processes with one request at a time, as Lambda gives them: an answer is there before the next request is. */
test('however requests come, by which process and when: no more pass than the limit and its bound', async () => {
  const PROCESSES = 7;
  const requests = fc.array(
    fc.record({
      process: fc.nat(PROCESSES - 1),
      pause: fc.oneof(fc.constant(0), fc.nat(400)),
      times: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 100 },
  );
  const limits = fc.integer({ min: 1, max: 200 });
  await fc.assert(
    fc.asyncProperty(requests, limits, fc.integer({ min: 1, max: 10 }), async (arriving, limit, atOnce) => {
      const processes = Array.from({ length: PROCESSES }, () => ({
        rates: requestRates(),
        asked: Promise.resolve(),
      }));
      const exchange = counter();
      const passed = new Map<number, number>();
      let now = MINUTE;
      for (const { process: number, pause, times } of arriving) {
        now += pause;
        const process = processes[number];
        if (!process) continue;
        const minute = Math.floor(now / 60_000);
        for (let time = 0; time < times; time += 1) {
          await process.asked;
          const { retryAfter, exchanged } = process.rates.spend(
            'ann',
            allowing(limit, atOnce),
            now,
            exchange,
          );
          if (retryAfter === undefined) passed.set(minute, (passed.get(minute) ?? 0) + 1);
          process.asked = exchanged ?? Promise.resolve();
        }
      }
      const untold = Math.floor(limit / (2 * atOnce));
      for (const total of passed.values())
        expect(total).toBeLessThanOrEqual(limit + PROCESSES * (untold + 1) - 1);
    }),
  );
});

test('a burst of as many processes as may ask at once goes over the limit by less than a fifth', async () => {
  const processes = Array.from({ length: 40 }, () => requestRates());
  const exchange = counter();
  let passed = 0;
  // 40 requests a second of each.
  for (let request = 0; request < 4_000; request += 1) {
    const at = MINUTE + Math.floor(request / 40) * 25;
    const spent = processes[request % 40]?.spend('ann', allowing(600, 40), at, exchange);
    await spent?.exchanged;
    if (spent?.retryAfter === undefined) passed += 1;
  }
  expect(passed).toBeGreaterThanOrEqual(600);
  expect(passed).toBeLessThan(720);
});

test('processes that are answered at once go over the limit by no more than one request each', async () => {
  const processes = [0, 1, 2, 3].map(() => requestRates());
  const exchange = counter();
  let passed = 0;
  for (let request = 0; request < 500; request += 1) {
    // Two a second, from each in turn.
    const spent = processes[request % 4]?.spend('ann', allowing(60), MINUTE + request * 100, exchange);
    await spent?.exchanged;
    if (spent?.retryAfter === undefined) passed += 1;
  }
  expect(passed).toBeGreaterThanOrEqual(60);
  expect(passed).toBeLessThanOrEqual(64);
});

test('what could not be told counts meanwhile, and is told after ten seconds with the next', async () => {
  const rates = requestRates();
  const told: number[] = [];
  let tries = 0;
  let isAway = true;
  const exchange: Exchange = (_minute, _who, requests) => {
    tries += 1;
    if (isAway) return Promise.reject(new Error('away'));
    told.push(requests);
    return Promise.resolve(told.reduce((sum, each) => sum + each, 0));
  };
  const spend = async (who: string, at: number) => {
    const { retryAfter, exchanged } = rates.spend(who, allowing(7), MINUTE + at, exchange);
    await exchanged;
    return retryAfter;
  };
  for (const at of [0, 1, 5_000, 8_000]) expect(await spend('ann', at)).toBeUndefined();
  expect(await spend('ben', 9_998)).toBeUndefined();
  expect(await spend('ann', 9_999)).toBeUndefined();
  expect(tries).toBe(1);
  isAway = false;
  expect(await spend('ann', 10_000)).toBeUndefined();
  expect(told).toEqual([6]);
  expect(await spend('ann', 10_001)).toBeUndefined();
  expect(await spend('ann', 10_002)).toBe(50);
});

test('an exchange that fails after a later one was answered takes nothing from what is known since', async () => {
  const rates = requestRates();
  const { promise: lost, reject: lose } = Promise.withResolvers<number>();
  const answers = [lost, Promise.resolve(8)];
  const exchange: Exchange = () => answers.shift() ?? Promise.reject(new Error('not expected'));
  const first = rates.spend('ann', allowing(LIMIT), MINUTE, exchange);
  await rates.spend('ann', allowing(LIMIT), MINUTE + 1_000, exchange).exchanged;
  lose(new Error('away'));
  await first.exchanged;
  // Eight of everybody, which the first is none of: one is left.
  expect(rates.spend('ann', allowing(LIMIT), MINUTE + 1_001, exchange).retryAfter).toBeUndefined();
  expect(rates.spend('ann', allowing(LIMIT), MINUTE + 1_002, exchange).retryAfter).toBe(59);
});
