import { describe, expect, test } from '@jest/globals';
import { boundaryOf } from './boundaries.ts';
import { among, isRaised, type Sample } from './evaluate.ts';
import { alarmsOf, type AlarmOf } from './template-alarms.ts';
import { windowsOf } from './windows.ts';

const alarms = (await alarmsOf('prod')).filter(({ threshold }) => threshold !== undefined);
const nameOf = ({ id }: AlarmOf) => id.replace(/(?:Alarm)?[0-9A-F]{8}$/, '');
const NOW = 1_000_000_000;

/** The newest of these values is of the period that has just ended. */
function published(alarm: AlarmOf, periods: readonly Readonly<Record<string, number>>[]): readonly Sample[] {
  return periods.flatMap((values, age) =>
    Object.entries(values).map(([id, value]) => {
      const metric = alarm.metrics[id];
      if (!metric) throw new Error(`${alarm.id} has no metric ${id}.`);
      const { namespace, name, dimensions, period } = metric;
      return { namespace, name, dimensions, value, at: NOW - age * period - 1 };
    }),
  );
}

test('each alarm stands in the table of boundaries, and has metrics', () => {
  const missing = alarms.map(nameOf).filter((name) => boundaryOf(name) === undefined);
  expect(missing).toEqual([]);
  expect(alarms.length).toBeGreaterThan(80);
});

describe.each(alarms.map((alarm) => [nameOf(alarm), alarm] as const))('%s', (name, alarm) => {
  const boundary = boundaryOf(name);
  if (!boundary) return;
  const { quiet, raised, of } = boundary;
  const [enough, periods] = of;
  const evaluated = (values: readonly Readonly<Record<string, number>>[]) =>
    isRaised(alarm, among(published(alarm, values)), NOW);
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

  test('takes what it should of its metrics, over as long as it should', () => {
    const windows = Object.values(alarm.metrics).map(
      ({ statistic, period }) => `${statistic} of ${period / 60} min`,
    );
    expect([...new Set(windows)].toSorted()).toEqual(windowsOf(name));
  });

  test('is quiet at its threshold and raised past it', () => {
    expect(evaluated(times(periods, quiet))).toBe(false);
    expect(evaluated(times(periods, raised))).toBe(true);
  });

  test('takes as many periods as it says, and no more', () => {
    expect(evaluated([...times(enough, raised), ...times(periods - enough, quiet)])).toBe(true);
    expect(evaluated([...times(enough - 1, raised), ...times(periods - enough + 1, quiet)])).toBe(false);
  });

  test('does not wait for more where only some periods have data', () => {
    if (!/(?:NotRunning|NotWatching|NotImported)$/.test(name)) return;
    const before = times(4, quiet);
    expect(evaluated([...times(periods, {}), ...before])).toBe(true);
    expect(evaluated([...times(periods - 1, {}), ...before])).toBe(false);
  });

  test('is raised without any data only where that is the failure', () => {
    expect(isRaised(alarm, among([]), NOW)).toBe(/(?:NotRunning|NotWatching|NotImported)$/.test(name));
  });
});
