import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { FunctionError } from '../lambda/function-error.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { nextRun, runsAtOnce } from './schedule-expression.ts';

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  // What begins later is not known here; a rate without it begins at once.
  StartDate: z.undefined().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});
type Schedule = z.infer<typeof scheduleSchema>;

/** Time, as a parameter: tests move it themselves. */
export interface Clock {
  now(): Date;
  /** Calls back once, not before `time`. @returns a function that cancels it */
  at(time: Date, callback: () => void): () => void;
}

/** Runs of one schedule. */
const MOST_AT_ONCE = 2;
/** setTimeout cannot wait longer than about 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const systemClock: Clock = {
  now: () => new Date(),
  at(time, callback) {
    let timer: NodeJS.Timeout;
    const wait = () => {
      const left = time.getTime() - Date.now();
      timer =
        left > LONGEST_TIMER_MS
          ? setTimeout(wait, LONGEST_TIMER_MS)
          : setTimeout(callback, Math.max(0, left));
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/**
 * Invokes the targets of the template's EventBridge schedules. A run may begin while the one before still works, which
 * then knows to end; a third is left out: the machine that is too slow for a schedule gains nothing from doing it more.
 * @returns a function that ends all of them
 */
export function startSchedules(
  deployment: Deployment,
  lambda: Lambda,
  clock: Clock = systemClock,
): () => void {
  const cancels = deployment.resources('AWS::Scheduler::Schedule').map((resource) => {
    const schedule = deployment.properties(resource, scheduleSchema);
    return schedule.State === 'ENABLED' ? start(schedule, lambda, clock) : () => {};
  });
  return () => {
    for (const cancel of cancels) cancel();
  };
}

function start(schedule: Schedule, lambda: Lambda, clock: Clock): () => void {
  let running = 0;
  let cancel: () => void;
  const plan = (after: Date) => {
    const time = nextRun(schedule.ScheduleExpression, after, schedule.ScheduleExpressionTimezone);
    cancel = clock.at(time, () => {
      plan(clock.now());
      if (running < MOST_AT_ONCE) void run();
    });
  };
  const run = async () => {
    running += 1;
    try {
      await lambda.invoke(schedule.Target.Arn, JSON.parse(schedule.Target.Input));
    } catch (error) {
      // A function's failure has been reported as such; the next run is the repetition.
      if (!(error instanceof FunctionError))
        console.error(`${schedule.ScheduleExpression} failed: ${String(error)}`);
    } finally {
      running -= 1;
    }
  };
  if (runsAtOnce(schedule.ScheduleExpression)) void run();
  plan(clock.now());
  return () => cancel();
}
