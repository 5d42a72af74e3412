import { expect, test } from '@jest/globals';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';
import { createHistory } from '../../../local/demo/history.ts';
import { runLive } from '../../../local/demo/live.ts';

const organizationId = '00000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGUN = Date.parse('2026-04-15T14:20:00Z');

/** A clock that only waiting moves on, and that ends the service after `seconds`. */
function clock(seconds: number) {
  const stopping = new AbortController();
  const waits: number[] = [];
  let time = BEGUN;
  return {
    waits,
    signal: stopping.signal,
    now: () => new Date(time),
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
      if (time < BEGUN + seconds * 1000) return Promise.resolve();
      stopping.abort();
      return Promise.reject(stopping.signal.reason);
    },
  };
}

/** Runs the service for so many seconds. @returns what it sent */
async function liveFor(seconds: number): Promise<ExecutionMessage[]> {
  const { waits: _, ...time } = clock(seconds);
  const sent: ExecutionMessage[] = [];
  const send = (messages: readonly ExecutionMessage[]) => {
    expect(time.signal.aborted).toBe(false);
    for (const { data } of messages) expect(data.end_time).toBe(time.now().toISOString());
    sent.push(...messages);
    return Promise.resolve();
  };
  await runLive({ organizationId, sender: { send }, ...time });
  return sent;
}

const finishedBetween = (messages: readonly ExecutionMessage[], from: number, to: number) =>
  messages.filter(({ data }) => from <= Date.parse(data.end_time) && Date.parse(data.end_time) < to);

test('different runs, each finished at the time it is sent, and none after the end', async () => {
  const sent = await liveFor(DAY / 1000);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  expect(sent.some(({ data }) => !data.success)).toBe(true);
});

test('lively for whoever has just started it, and then at the pace of the working hours of the history', async () => {
  const sent = await liveFor(DAY / 1000);
  expect(finishedBetween(sent, BEGUN, BEGUN + 10_000).length).toBeGreaterThan(15);
  expect(finishedBetween(sent, BEGUN, BEGUN + 60_000).length).toBeGreaterThan(50);

  // The last Tuesday of the history, 9 to 12 and 14 to 17 in Berlin.
  const options = { organizationId, timeZone: 'Europe/Berlin', end: new Date(BEGUN), executions: 6_000 };
  const history = createHistory(options);
  const inHistory = ['2026-04-14T07:00Z', '2026-04-14T12:00Z'].flatMap((start) =>
    finishedBetween(history, Date.parse(start), Date.parse(start) + 3 * HOUR),
  );
  const later = finishedBetween(sent, BEGUN + 3 * HOUR, BEGUN + DAY);
  const times = later.length / 21 / (inHistory.length / 6);
  expect(times).toBeGreaterThan(0.67);
  expect(times).toBeLessThan(1.5);
});

test('today stays of the size of the days of the history', async () => {
  expect((await liveFor(3600)).length).toBeLessThan(300);
  expect((await liveFor(DAY / 1000)).length).toBeLessThan(800);
});

test('while the queue is away the same message is tried again, ever more slowly', async () => {
  const { waits, ...time } = clock(120);
  const tried: string[] = [];
  const send = ([message]: readonly ExecutionMessage[]) => {
    tried.push(message?.id ?? '');
    return Promise.reject(new Error('away'));
  };
  await runLive({ organizationId, sender: { send }, ...time });
  expect(new Set(tried).size).toBe(1);
  expect(waits.slice(1)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});
