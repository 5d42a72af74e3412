import { expect, test } from '@jest/globals';
import { isExecution, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { untimely } from '../../../lambdas/ingest/refusal.ts';
import { createFaults } from '../../../local/demo/faults.ts';
import { createHistory } from '../../../local/demo/history.ts';
import { message } from '../../support/messages.ts';

const DAY = 86_400_000;
const end = new Date('2026-04-15T14:20:00Z');
const options = {
  organizationId: '00000000-0000-4000-8000-0123456789ab',
  timeZone: 'Europe/Berlin',
  end,
  executions: 6_000,
};
const history = createHistory(options);

test('ingest accepts every message, and still would when the load takes hours', () => {
  const parsed = history.map((sent) => parseMessage(message(sent), keyedHashes('test-secret')));
  const executions = parsed.filter(isExecution);
  expect(parsed.filter((each) => !isExecution(each))).toEqual([]);
  for (const now of [end.getTime(), end.getTime() + DAY / 2]) {
    const kept = { retentionDays: 90, keptFrom: now - 90 * DAY };
    expect(executions.map((execution) => untimely(execution, kept, now)).filter(Boolean)).toEqual([]);
  }
});

test('the same organization and end give the same messages, another organization others', () => {
  expect(createHistory(options)).toEqual(history);
  const ids = new Set(history.map(({ id }) => id));
  expect(ids.size).toBe(history.length);
  const other = createHistory({ ...options, organizationId: '00000000-0000-4000-8000-ba9876543210' });
  expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
});

test('it holds about as many runs as asked for, over nearly 90 days, none of them after the end', () => {
  expect(history.length).toBeGreaterThan(5_700);
  expect(history.length).toBeLessThan(6_300);
  const ends = history.map(({ data }) => Date.parse(data.end_time));
  expect(Math.max(...ends)).toBeLessThan(end.getTime());
  expect((end.getTime() - Math.min(...ends)) / DAY).toBeGreaterThan(88);
});

test('work follows the week and the hours of its time zone, across the change to summer time', () => {
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const weekdays = new Map<string, number>();
  let atNight = 0;
  for (const { data } of history) {
    const [weekday = '', hour = ''] = local.format(new Date(data.end_time)).split(', ');
    weekdays.set(weekday, (weekdays.get(weekday) ?? 0) + 1);
    if (Number(hour) >= 1 && Number(hour) < 5) atNight++;
  }
  const weekend = (weekdays.get('Sat') ?? 0) + (weekdays.get('Sun') ?? 0);
  expect(weekend).toBeGreaterThan(0);
  expect(weekend).toBeLessThan((weekdays.get('Fri') ?? 0) / 2);
  expect(weekdays.get('Fri')).toBeLessThan(weekdays.get('Wed') ?? 0);
  expect(atNight).toBe(0);
});

test('adoption grows: more runs, more developers, more of them routed', () => {
  const middle = end.getTime() - 45 * DAY;
  const early = history.filter(({ data }) => Date.parse(data.end_time) < middle);
  const late = history.filter(({ data }) => Date.parse(data.end_time) >= middle);
  const developers = (part: typeof history) => new Set(part.map(({ data }) => data.user_id)).size;
  const routed = (part: typeof history) =>
    part.filter(({ data }) => data.routing_decision).length / part.length;
  expect(late.length).toBeGreaterThan(1.3 * early.length);
  expect(developers(late)).toBe(25);
  expect(developers(early)).toBeLessThan(25);
  expect(routed(late)).toBeGreaterThan(routed(early) + 0.05);
});

test('it shows what messages can say: classes of usage, requests, conditions, labels, and usage that is not known', () => {
  const has = (part: (data: (typeof history)[number]['data']) => unknown) =>
    history.filter(({ data }) => part(data) !== undefined).length;
  expect(has(({ per_request: requests }) => requests)).toBeGreaterThan(500);
  expect(has(({ usage }) => usage?.cache_write_1h_tokens)).toBeGreaterThan(50);
  expect(has(({ usage }) => usage?.web_searches || undefined)).toBeGreaterThan(30);
  expect(has(({ service_tier: tier }) => tier)).toBeGreaterThan(20);
  expect(has(({ labels }) => labels)).toBe(history.length);
  expect(has(({ usage, tokens_used: sum }) => (usage ?? sum) === undefined || undefined)).toBeGreaterThan(20);
  expect(has(({ usage }) => usage?.audio_input_tokens || undefined)).toBeGreaterThan(5);
  expect(has(({ usage }) => usage?.image_input_tokens || undefined)).toBeGreaterThan(10);
  expect(has(({ provider_cost: cost }) => cost)).toBeGreaterThan(100);
  expect(has(({ quality }) => quality)).toBeGreaterThan(500);
  expect(has(({ router_cost: cost }) => cost)).toBeGreaterThan(500);
  // Version 1.0 stays as valid.
  expect(has(({ tokens_used: sum }) => sum)).toBeGreaterThan(500);
});

test('most of what failed is tried again: the same task of the same person, after the failure has ended', () => {
  const again = history.filter(({ data }) => data.attempt === 2);
  expect(again.length).toBeGreaterThan(50);
  for (const { data } of again) {
    const first = history.find((each) => each.data.task_id === data.task_id && each.data.attempt !== 2)?.data;
    expect(first).toMatchObject({ success: false, user_id: data.user_id, task_type: data.task_type });
    expect(Date.parse(data.start_time)).toBeGreaterThan(Date.parse(first?.end_time ?? ''));
  }
});

test('a session is of one developer, and its name does not tell of whom', () => {
  const developers = Map.groupBy(history, ({ data }) => data.session_id);
  developers.delete(undefined);
  expect(developers.size).toBeGreaterThan(500);
  for (const [session, messages] of developers) {
    expect(new Set(messages.map(({ data }) => data.user_id)).size).toBe(1);
    expect(session).not.toContain('developer');
  }
});

test('what goes wrong is refused, and is of runs that are in the history', () => {
  const faults = createFaults(history, end);
  expect(createFaults(history, end)).toEqual(faults);
  const stored = new Set(history.map(({ id }) => id));
  const [conflicting, impossible] = [true, false].map((known) =>
    faults.filter(({ id }) => stored.has(id) === known),
  );
  expect(impossible?.length).toBeGreaterThan(8);
  expect(new Set(impossible?.map(({ id }) => id)).size).toBe(impossible?.length);
  for (const sent of impossible ?? []) {
    expect(parseMessage(message(sent), keyedHashes('test-secret'))).toMatchObject({
      reason: 'impossible_token_split',
      path: 'data.tokens_used',
    });
  }
  expect(conflicting?.length).toBeGreaterThan(1);
  for (const { id, data } of conflicting ?? []) {
    expect(history.find((sent) => sent.id === id)?.data.success).toBe(!data.success);
  }
});
