import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { callsPerMonth, factsOf, MONTH_HOURS } from '../../bench/cost/facts.ts';
import { readMeasured } from '../../bench/cost/measured.ts';
import { busiestAcus, ingestCalls, monthlyCosts } from '../../bench/cost/monthly.ts';
import { stageOf } from '../../bench/cost/stages.ts';
import { priceList } from '../../bench/cost/prices.ts';
import { BEGIN, cheaperStorage, costTables, END } from '../../bench/cost/table.ts';
import { stageNames, type StageName } from '../../lib/stage/stage-name.ts';
import { templatesOf } from '../lib/synthesized.ts';

const measured = readMeasured();
const templates = async (name: StageName) => {
  const { data, service } = await templatesOf(name);
  return [data.toJSON(), service.toJSON()];
};
const stage = async (name: StageName) => stageOf(name, await templates(name));
const prod = await stage('prod');
const volume = fc.integer({ min: 0, max: 100_000_000 });

test.each([
  ['rate(1 minute)', 43_800],
  ['rate(5 minutes)', 8_760],
  ['rate(1 hour)', 730],
  ['cron(17 3 * * ? *)', 730 / 24],
])('%s is %d calls a month', (expression, calls) => {
  expect(callsPerMonth(expression)).toBeCloseTo(calls);
});

test('an expression that is not understood is no guess', () => {
  expect(() => callsPerMonth('cron(0/5 * * * ? *)')).toThrow('How often is cron(0/5 * * * ? *)?');
});

test('ingest is called once for each execution that comes alone, and at most five times in each window', () => {
  expect(ingestCalls(0, 1)).toBe(0);
  fc.assert(
    fc.property(volume, (executions) => {
      const calls = ingestCalls(executions, 1);
      expect(calls).toBeLessThanOrEqual(executions * (1 + 1e-9));
      expect(calls).toBeLessThanOrEqual(5 * MONTH_HOURS * 3600);
    }),
  );
  expect(ingestCalls(1_000, 1) / 1_000).toBeGreaterThan(0.999);
  expect(ingestCalls(1e12, 1) / (5 * MONTH_HOURS * 3600)).toBeCloseTo(1);
  // A longer window has fewer calls.
  expect(ingestCalls(1e9, 10)).toBeLessThan(ingestCalls(1e9, 1) / 9);
});

test('more work costs no less, in every part, and the parts are the whole', () => {
  fc.assert(
    fc.property(volume, volume, fc.constantFrom('aurora', 'aurora-iopt1'), (one, other, storage) => {
      const less = monthlyCosts(Math.min(one, other), prod, measured, storage);
      const more = monthlyCosts(Math.max(one, other), prod, measured, storage);
      const { total, ...parts } = more;
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total);
      expect(more.total).toBeGreaterThanOrEqual(less.total - 1e-9);
      for (const part of ['capacity', 'storage', 'io', 'queue', 'ingest', 'reads', 'observation'] as const) {
        expect(more[part]).toBeGreaterThanOrEqual(less[part] - 1e-9);
      }
    }),
  );
});

test('I/O-Optimized has dearer capacity and no I/O, and is proposed only where it is cheaper', () => {
  const standard = monthlyCosts(1e6, prod, measured, 'aurora');
  const optimized = monthlyCosts(1e6, prod, measured, 'aurora-iopt1');
  expect(optimized.io).toBe(0);
  expect(optimized.capacity / standard.capacity).toBeCloseTo(1.3);
  fc.assert(
    fc.property(volume, (executions) => {
      const chosen = monthlyCosts(executions, prod, measured, cheaperStorage(executions, prod, measured));
      const both = (['aurora', 'aurora-iopt1'] as const).map(
        (storage) => monthlyCosts(executions, prod, measured, storage).total,
      );
      expect(chosen.total).toBe(Math.min(...both));
    }),
  );
});

test('an idle stage is paid for by its capacity and what stands around it', () => {
  const idle = monthlyCosts(0, prod, measured, 'aurora');
  // Two instances of one ACU each.
  expect(idle.capacity).toBeCloseTo(2 * MONTH_HOURS * 0.12);
  expect(idle).toMatchObject({ storage: 0, io: 0, ingest: 0, reads: 0 });
  expect(busiestAcus(0, measured)).toBe(0);
});

test('traces are what tracing costs, and a window of more seconds saves calls', () => {
  const cost = (changes: Partial<typeof prod>) =>
    monthlyCosts(1e6, { ...prod, ...changes }, measured, 'aurora');
  expect(cost({ tracing: false }).observation).toBeLessThan(cost({}).observation);
  expect(cost({ batchWindowSeconds: 10 }).ingest).toBeLessThan(cost({}).ingest);
});

test('what is in the templates is counted', async () => {
  expect(factsOf(await templates('dev'))).toMatchObject({
    endpointZones: 1,
    proxies: 0,
    proxyEndpointZones: 0,
    databaseInstances: 1,
    ingestMemoryMb: 1769,
  });
  expect(prod.facts).toMatchObject({
    endpointZones: 2,
    proxies: 1,
    proxyEndpointZones: 2,
    databaseInstances: 2,
  });
  expect(prod.facts.alarmMetrics).toBeGreaterThan(140);
  expect(prod.facts.compositeAlarms).toBeGreaterThan(15);
  expect(prod.facts.dashboards).toBe(1);
  expect(prod.facts.readMemoryMb).toBeGreaterThan(0);
  expect(prod.facts.scheduledCalls.every(({ memoryMb }) => memoryMb > 0)).toBe(true);
});

test('an alarm counts as the metrics that it looks at, one on what is unusual as three', () => {
  const query = { Id: 'a', MetricStat: {} };
  const alarms = [
    { MetricName: 'one' },
    { Metrics: [query, { ...query, Id: 'b' }, { Id: 'e', Expression: 'a / b' }] },
    {
      ThresholdMetricId: 'band',
      Metrics: [query, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(a, 3)' }],
    },
  ];
  const Resources = Object.fromEntries(
    alarms.map((Properties, index) => [`Alarm${index}`, { Type: 'AWS::CloudWatch::Alarm', Properties }]),
  );
  expect(factsOf([{ Resources }]).alarmMetrics).toBe(1 + 2 + 3);
});

test('each price says where AWS has it, and who was found to say the same', () => {
  expect(priceList.length).toBeGreaterThan(20);
  for (const { usd, page, seen } of priceList) {
    expect(usd).toBeGreaterThanOrEqual(0);
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\/$/);
    if (seen.by !== 'nobody')
      expect([seen.at, seen.as]).toEqual([
        expect.stringMatching(/^https:/),
        expect.stringMatching(/^20\d\d(-\d\d)*$/),
      ]);
  }
});

const cellsOf = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

test('the tables of deploy.md are what is computed, but for a dollar or a hundredth: npm run cost -- --write', async () => {
  const stages = Object.fromEntries(
    await Promise.all(stageNames.map(async (name) => [name, await stage(name)])),
  );
  const computed = cellsOf(costTables(stages, measured));
  const document = await readFile(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
  const written = cellsOf(document.slice(document.indexOf(BEGIN), document.indexOf(END)));
  expect(written.map(([, label]) => label)).toEqual(computed.map(([, label]) => label));
  const amount = (cell: string) => Number(cell.replaceAll(/[*,]/g, ''));
  const differing = computed.flatMap((row, line) =>
    row.flatMap((cell, column) => {
      const found = written[line]?.[column] ?? '';
      // An alarm more costs ten cents.
      const isNear = Math.abs(amount(cell) - amount(found)) <= Math.max(1, amount(cell) / 100);
      return cell === found || isNear ? [] : [`${row[1]}: ${found} is ${cell}`];
    }),
  );
  expect(differing).toEqual([]);
});
