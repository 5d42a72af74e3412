import { expect, test } from '@jest/globals';
import { isExecution, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../lambdas/ingest/hashes/keyed-hashes.ts';
import { refusalOf } from '../../../lambdas/ingest/refusal.ts';
import { createHistory } from '../../../local/demo/history.ts';

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
  const parsed = history.map((message) =>
    parseMessage({ messageId: 'm', body: JSON.stringify(message) }, keyedHashes('test-secret')),
  );
  const executions = parsed.filter(isExecution);
  expect(parsed.filter((each) => !isExecution(each))).toEqual([]);
  for (const now of [end.getTime(), end.getTime() + DAY / 2]) {
    expect(executions.map((execution) => refusalOf(execution, 90, now)).filter(Boolean)).toEqual([]);
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
  // Version 1.0 stays as valid.
  expect(has(({ tokens_used: sum }) => sum)).toBeGreaterThan(500);
});
