import { describe, expect, test } from '@jest/globals';
import { FunctionError } from '../../../local/lambda/function-error.ts';
import { nextRun } from '../../../local/scheduler/schedule-expression.ts';
import { startSchedules, type Clock } from '../../../local/scheduler/schedules.ts';
import { smallDeployment } from '../../support/small-deployment.ts';

describe('schedule expressions', () => {
  const cases: [string, string, string, string][] = [
    ['rate(1 minute)', '2026-01-05T10:00:30Z', 'UTC', '2026-01-05T10:01:30Z'],
    ['rate(5 minutes)', '2026-01-05T10:00:00Z', 'UTC', '2026-01-05T10:05:00Z'],
    ['rate(2 days)', '2026-01-05T10:00:00Z', 'UTC', '2026-01-07T10:00:00Z'],
    ['cron(17 3 * * ? *)', '2026-01-05T03:17:00Z', 'UTC', '2026-01-06T03:17:00Z'],
    ['cron(0 9 ? * MON-FRI *)', '2026-01-09T09:00:00Z', 'UTC', '2026-01-12T09:00:00Z'],
    // Sunday is day 1 to EventBridge; 2026-01-11 is a Sunday.
    ['cron(0 9 ? * 1 *)', '2026-01-05T10:00:00Z', 'UTC', '2026-01-11T09:00:00Z'],
    ['cron(0 2 1 * ? *)', '2026-01-05T10:00:00Z', 'Europe/Berlin', '2026-02-01T01:00:00Z'],
  ];
  test.each(cases)('%s after %s in %s', (expression, after, timeZone, expected) => {
    expect(nextRun(expression, new Date(after), timeZone)).toEqual(new Date(expected));
  });

  test('what is neither a rate nor a cron expression is named', () => {
    expect(() => nextRun('at(2026-01-05T10:00:00)', new Date())).toThrow(/at\(2026.*neither/);
    expect(() => nextRun('cron(0 0 1 1 ? 2020)', new Date('2026-01-01T00:00:00Z'))).toThrow(/never runs/);
  });
});

/** Time that stands still until it is moved. */
function fakeClock(start: string) {
  let time = new Date(start).getTime();
  let planned: { at: number; callback: () => void }[] = [];
  const clock: Clock = {
    now: () => new Date(time),
    at: (when, callback) => {
      const entry = { at: when.getTime(), callback };
      planned.push(entry);
      return () => {
        planned = planned.filter((other) => other !== entry);
      };
    },
  };
  const moveTo = (when: string) => {
    const end = new Date(when).getTime();
    for (;;) {
      const [next] = planned.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at);
      if (next === undefined) break;
      planned = planned.filter((other) => other !== next);
      time = next.at;
      next.callback();
    }
    time = end;
  };
  return { clock, moveTo };
}

const schedule = (expression: string, properties: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    Target: { Arn: { 'Fn::GetAtt': ['Fold', 'Arn'] }, Input: '{"a":1}' },
    ...properties,
  },
});
const fold = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fold' } };

describe('schedules', () => {
  test('invoke the target with its input at each time, until they are stopped', async () => {
    const { clock, moveTo } = fakeClock('2026-01-05T10:00:00Z');
    const invoked: unknown[] = [];
    const lambda = {
      invoke: async (name: string, event: unknown) => void invoked.push([clock.now(), name, event]),
      stop,
    };
    const deployment = smallDeployment({ Fold: fold, Schedule: schedule('rate(1 minute)') });
    const stopSchedules = startSchedules(deployment, lambda, clock);
    await settled();
    moveTo('2026-01-05T10:00:59Z');
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:fold';
    // A rate begins with a run.
    expect(invoked).toEqual([[new Date('2026-01-05T10:00:00Z'), arn, { a: 1 }]]);
    moveTo('2026-01-05T10:01:00Z');
    expect(invoked.slice(1)).toEqual([[new Date('2026-01-05T10:01:00Z'), arn, { a: 1 }]]);
    await settled();
    moveTo('2026-01-05T10:02:30Z');
    expect(invoked).toHaveLength(3);
    stopSchedules();
    moveTo('2026-01-05T11:00:00Z');
    expect(invoked).toHaveLength(3);
  });

  test('wait for their first time when they go by the calendar', async () => {
    const { clock, moveTo } = fakeClock('2026-01-05T10:00:00Z');
    const runs: Date[] = [];
    const lambda = { invoke: async () => void runs.push(clock.now()), stop };
    const deployment = smallDeployment({ Fold: fold, Schedule: schedule('cron(17 3 * * ? *)') });
    startSchedules(deployment, lambda, clock);
    await settled();
    expect(runs).toEqual([]);
    moveTo('2026-01-06T10:00:00Z');
    expect(runs).toEqual([new Date('2026-01-06T03:17:00Z')]);
  });

  test('leave out a third run while two still work, and go on after a failure', async () => {
    const { clock, moveTo } = fakeClock('2026-01-05T10:00:00Z');
    const runs: PromiseWithResolvers<unknown>[] = [];
    const lambda = {
      invoke: () => {
        const run = Promise.withResolvers<unknown>();
        runs.push(run);
        return run.promise;
      },
      stop,
    };
    startSchedules(smallDeployment({ Fold: fold, Schedule: schedule('rate(1 minute)') }), lambda, clock);
    moveTo('2026-01-05T10:03:00Z');
    expect(runs).toHaveLength(2);
    runs[0]?.reject(new FunctionError('Error', 'failed'));
    await settled();
    moveTo('2026-01-05T10:04:00Z');
    expect(runs).toHaveLength(3);
  });

  test('do nothing while disabled', () => {
    const { clock, moveTo } = fakeClock('2026-01-05T10:00:00Z');
    let runs = 0;
    const lambda = { invoke: async () => void runs++, stop };
    const deployment = smallDeployment({
      Fold: fold,
      Schedule: schedule('rate(1 minute)', { State: 'DISABLED' }),
    });
    startSchedules(deployment, lambda, clock);
    moveTo('2026-01-05T10:10:00Z');
    expect(runs).toBe(0);
  });
});

const stop = () => Promise.resolve();
/** Lets the microtasks of a finished invocation run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
