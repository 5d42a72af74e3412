import { expect, test } from '@jest/globals';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';
import { runLive } from '../../../local/demo/live.ts';

const organizationId = '00000000-0000-4000-8000-000000000001';
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

test('a few runs a second, each finished at the time it is sent, and none after the end', async () => {
  const { waits: _, ...time } = clock(600);
  const sent: ExecutionMessage[] = [];
  const send = (messages: readonly ExecutionMessage[]) => {
    expect(time.signal.aborted).toBe(false);
    for (const { data } of messages) expect(data.end_time).toBe(time.now().toISOString());
    sent.push(...messages);
    return Promise.resolve();
  };
  await runLive({ organizationId, sender: { send }, ...time });
  expect(sent.length / 600).toBeGreaterThan(2);
  expect(sent.length / 600).toBeLessThan(3);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  expect(sent.some(({ data }) => !data.success)).toBe(true);
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
