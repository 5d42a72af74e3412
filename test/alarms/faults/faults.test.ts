import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { limit } from '../../support/limits.ts';
import { faultsOfFigures } from './faults-of-figures.ts';
import { faultsOfFunctions, rows } from './faults-of-functions.ts';
import { faultsOfJobs, type Faults } from './faults-of-jobs.ts';
import { faultsOfLive } from './faults-of-live.ts';
import { faultsOfOutages } from './faults-of-outages.ts';
import { faultsOfSchedules } from './faults-of-schedules.ts';
import { startStand, type Stand } from './stand/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
}, limit(120));
afterAll(() => stand.stop());

test('a clean run fires none', async () => {
  const { calls, requests, deliveries } = stand.well;
  const outcomes = [...calls, ...deliveries.map((each) => ['ingest', each] as const)];
  expect(outcomes.flatMap(([key, { failure }]) => (failure ? [`${key}: ${failure}`] : []))).toEqual([]);
  expect(requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 201, 200]);
  expect(await stand.toldOf({ minutes: 60 })).toEqual([]);
});

const faults: Faults = {
  ...faultsOfOutages,
  ...faultsOfFigures,
  ...faultsOfJobs,
  ...faultsOfSchedules,
  ...faultsOfLive,
  ...faultsOfFunctions,
};

test.each(Object.entries(faults))('%s fires its alarms, and no other', async (_, [fault, ...expected]) => {
  expect(await stand.toldOf(fault)).toEqual(expected);
});

test('a stage that was deployed an hour ago fires none for what has not run yet', async () => {
  const without = [...new Set([...stand.well.calls.keys()].map((key) => key.split(' ')[0] ?? ''))];
  expect(await stand.toldOf({ minutes: 60, without, isNew: true })).toEqual([]);
});

test('every function fails and is throttled once', () => {
  expect(Object.keys(rows).toSorted()).toEqual(stand.functions.toSorted());
});

test('every alarm is fired by a fault', () => {
  const told = new Set(
    Object.values(faults)
      .flatMap(([, ...lines]) => lines)
      .flatMap((line) => line.replace(/^.*: /, '').split(', ')),
  );
  expect(stand.names.filter((name) => !told.has(name))).toEqual([]);
});

test('every metric of ours that an alarm looks at was published, as it is asked for', () => {
  expect(stand.unseen()).toEqual([]);
});
