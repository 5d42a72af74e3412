import { Cron } from 'croner';

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Whether a schedule runs as soon as it is there: one by a rate does when it has no first time of its own. */
export function runsAtOnce(expression: string): boolean {
  return expression.startsWith('rate(');
}

/**
 * When an EventBridge schedule runs next.
 * @param expression `rate(1 minute)` or `cron(minutes hours day-of-month month day-of-week year)`
 * @param after the run before, or the start of the schedule
 * @param timeZone IANA name, for cron expressions
 * @throws Error when the expression is neither, or never comes
 */
export function nextRun(expression: string, after: Date, timeZone = 'UTC'): Date {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = UNIT_MS[rate?.[2] ?? ''];
  if (rate !== null && unit !== undefined) return new Date(after.getTime() + Number(rate[1]) * unit);

  const cron = /^cron\((.+)\)$/.exec(expression)?.[1];
  if (cron === undefined) throw new Error(`The schedule ${expression} is neither rate(...) nor cron(...).`);
  // EventBridge counts Sunday as 1 and writes "?" for a day that the other day field decides.
  const pattern = new Cron(`0 ${cron.replaceAll('?', '*')}`, {
    alternativeWeekdays: true,
    timezone: timeZone,
    paused: true,
  });
  const next = pattern.nextRun(after);
  if (next === null) throw new Error(`The schedule ${expression} never runs after ${after.toISOString()}.`);
  return next;
}
