import { age } from '../../output.ts';
import { count, inTime, LIMITS, percent, type Check, type Figures } from './check.ts';

const unfinished = (unfinishedCount: number, oldest: number | null) =>
  unfinishedCount === 0
    ? 'none unfinished'
    : `${count(unfinishedCount)} unfinished, the oldest of ${age(oldest)}`;

/** What the tables tell. @param runningFor as of `checkJobs` */
export function checkFigures(figures: Figures, runningFor: number): Check[] {
  return [
    {
      what: 'Rejected since yesterday',
      value: `${count(figures.rejected)} of ${count(figures.received)}`,
      limit: `${LIMITS.rejectedPercent}% of at least 20`,
      isWell: figures.received < 20 || percent(figures.rejected, figures.received) <= LIMITS.rejectedPercent,
      runbook: 'Many rejections',
      hint: 'payback look rejections',
    },
    {
      what: 'Pending deltas',
      value:
        figures.pending_deltas === 0
          ? 'none'
          : `${count(figures.pending_deltas)}, the oldest of ${age(figures.pending_age)}`,
      limit: age(LIMITS.pendingAge),
      isWell: inTime(figures.pending_age, LIMITS.pendingAge),
      runbook: 'The fold does not run',
      hint: 'payback fold',
    },
    {
      what: 'Recalculations',
      value: unfinished(figures.recalculations, figures.recalculation_age),
      limit: age(LIMITS.recalculationAge),
      isWell: inTime(figures.recalculation_age, LIMITS.recalculationAge),
      runbook: 'Recalculation does not progress',
      hint: 'payback look recalculations',
    },
    ...checkPrices(figures),
    {
      what: 'Partitions ahead',
      value: age(figures.partitions_ahead),
      limit: `at least ${age(LIMITS.partitionsAhead)}`,
      isWell: (figures.partitions_ahead ?? 0) >= LIMITS.partitionsAhead,
      runbook: 'Partitions are not created',
      hint: 'payback partitions',
    },
    {
      what: 'Retention decided',
      value: figures.retention_age === null ? 'nothing to delete yet' : `${age(figures.retention_age)} ago`,
      limit: age(LIMITS.retentionAge),
      isWell:
        figures.retention_age === null || Math.min(figures.retention_age, runningFor) <= LIMITS.retentionAge,
      runbook: 'Retention does not delete',
      hint: 'payback look retention',
    },
    {
      what: 'Erasures',
      value: unfinished(figures.erasures, figures.erasure_age),
      limit: age(LIMITS.erasureAge),
      isWell: inTime(figures.erasure_age, LIMITS.erasureAge),
      runbook: 'Erasure does not progress',
      hint: 'payback look erasures',
    },
    {
      what: 'Days that differ from their executions',
      value: String(figures.drifted_days),
      limit: 'none in the last day',
      isWell: figures.drifted_days === 0,
      runbook: 'Rollups differ from their executions',
      hint: 'payback look drift',
    },
    checkLive(figures),
  ];
}

function checkPrices({ prices_age: pricesAge, refused_lists: refused, disputes }: Figures): Check[] {
  return [
    {
      what: 'Prices taken over',
      value: pricesAge === null ? 'never' : `${age(pricesAge)} ago`,
      limit: age(LIMITS.pricesAge),
      isWell: pricesAge !== null && pricesAge <= LIMITS.pricesAge,
      runbook: 'List prices are stale',
      hint: 'payback feed',
    },
    {
      what: 'Price lists refused',
      value: String(refused),
      limit: 'none',
      isWell: refused === 0,
      runbook: 'The price feed is refused',
      hint: 'payback look lists',
    },
    {
      what: 'Disputed prices',
      value: String(disputes),
      limit: 'any number: somebody decides each',
      isWell: true,
      runbook: 'Prices are disputed',
    },
  ];
}

function checkLive({ sockets, watch_age: watchAge }: Figures): Check {
  const isWatched = watchAge !== null && watchAge <= LIMITS.watchAge;
  return {
    what: 'Live dashboards',
    value:
      sockets === 0
        ? 'nobody connected for long'
        : `${count(sockets)} connected, looked after ${watchAge === null ? 'by nobody' : `${age(watchAge)} ago`}`,
    limit: age(LIMITS.watchAge),
    isWell: sockets === 0 || isWatched,
    runbook: 'Dashboards are not live',
    hint: 'payback look live',
  };
}
