import { createExecution, type ExecutionMessage } from './execution.ts';
import { createRandom } from './random.ts';

const HOUR = 3_600_000;
/** Inside the retention of 90 days, with room for a load that is interrupted and resumed. */
export const HISTORY_DAYS = 89;
/** Runs on the first day against those on the last one. */
const FIRST_DAY = 0.4;
/** Of the runs that fail so many are tried again, and have finished so long after. No run takes longer than five minutes. */
const RETRIED = 0.6;
const SOONEST_RETRY_MS = 330_000;
const LATEST_RETRY_MS = 900_000;
/** Runs and their retries, for one run: about one in 25 fails. */
const WITH_RETRIES = 1 + RETRIED / 25;

const byWeekday: ReadonlyMap<string, number> = new Map([
  ['Mon', 0.95],
  ['Tue', 1.1],
  ['Wed', 1.1],
  ['Thu', 1.05],
  ['Fri', 0.8],
  ['Sat', 0.1],
  ['Sun', 0.06],
]);
/** By hour of the day: two humps around lunch, and a few who work late. */
const byHour = [
  1, 0, 0, 0, 0, 1, 3, 10, 40, 80, 100, 95, 55, 70, 95, 100, 85, 55, 25, 12, 10, 8, 5, 2,
] as const;

export interface HistoryOptions {
  readonly organizationId: string;
  /** IANA name, of a zone whose offset is a number of whole hours. */
  readonly timeZone: string;
  /** The last run has finished before it. */
  readonly end: Date;
  /** How many runs to expect; chance makes it a few per cent more or less. */
  readonly executions: number;
}

/** The organization's last {@link HISTORY_DAYS} days, oldest hour first; the same options give the same history. */
export function createHistory(options: HistoryOptions): ExecutionMessage[] {
  const { organizationId, end, executions } = options;
  const random = createRandom(Number.parseInt(organizationId.slice(-8), 16));
  const hours = activity(end, options.timeZone);
  const perActivity = executions / WITH_RETRIES / hours.reduce((sum, hour) => sum + hour.activity, 0);
  const history: ExecutionMessage[] = [];
  for (const hour of hours) {
    for (let left = random.poisson(hour.activity * perActivity); left > 0; left--) {
      const finishedAt = new Date(hour.start + Math.floor(random.share() * HOUR));
      const key = `history/${history.length}`;
      const run = createExecution(random, { organizationId, key, finishedAt, adoption: hour.progress });
      history.push(run);
      if (run.data.success || random.share() >= RETRIED) continue;
      const again = new Date(finishedAt.getTime() + random.between(SOONEST_RETRY_MS, LATEST_RETRY_MS));
      if (again >= end) continue;
      const retry = { organizationId, key: `${key}/retry`, finishedAt: again, adoption: hour.progress };
      history.push(createExecution(random, { ...retry, retryOf: run }));
    }
  }
  return history;
}

/** How busy each whole hour of the history is, in no unit, and what part of the history lies before it. */
function activity(end: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const last = Math.floor(end.getTime() / HOUR);
  return Array.from({ length: HISTORY_DAYS * 24 }, (_, index) => {
    const start = (last - HISTORY_DAYS * 24 + index) * HOUR;
    const local = new Map(parts.formatToParts(start).map(({ type, value }) => [type, value]));
    const weekday = byWeekday.get(local.get('weekday') ?? '') ?? 0;
    const ofDay = byHour[Number(local.get('hour'))] ?? 0;
    const progress = index / (HISTORY_DAYS * 24);
    return { start, progress, activity: weekday * ofDay * (FIRST_DAY + (1 - FIRST_DAY) * progress) };
  });
}
