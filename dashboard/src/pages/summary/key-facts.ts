import { count, decimal, duration, percent, share } from '../../shared/format/formats.ts';
import { readable } from '../../shared/format/names.ts';
import type { Term } from '../../shared/ui/glossary.ts';
import { baselineProvider } from './baseline-name.ts';
import type { ExecutiveSummary } from './executive-summary.ts';

export interface KeyFact {
  readonly label: string;
  readonly help?: Term;
  readonly value: string;
  /** What the value stands on, or why there is none. */
  readonly aside: string;
  readonly isLoss?: boolean;
}

/** What of the summary they are of. */
type Facts = Pick<
  ExecutiveSummary,
  | 'tasks'
  | 'failed_tasks'
  | 'success_rate'
  | 'baselines'
  | 'time'
  | 'routing'
  | 'best_performer'
  | 'most_cost_efficient'
>;

const NOT_ENOUGH = 'Not enough data';
/** What the API asks for: of baseline tasks of a type, and of a provider's tasks. */
const FEWEST_TASKS = 30;

/** What the work was, how it went, and who did best. */
export function keyFacts(summary: Facts): readonly KeyFact[] {
  return [
    tasksFact(summary),
    timeFact(summary),
    hoursFact(summary),
    routingFact(summary),
    performerFact(summary),
    efficientFact(summary),
  ];
}

function tasksFact({ tasks, success_rate: rate, failed_tasks: failed }: Facts): KeyFact {
  return {
    label: 'Tasks completed',
    value: count(tasks),
    aside: rate === null ? 'None ran in this period' : `${share(rate)} successful, ${count(failed)} failed`,
  };
}

function timeFact(summary: Facts): KeyFact {
  const {
    avg_duration_ms: actual,
    baseline_avg_duration_ms: expected,
    change_percentage: change,
  } = summary.time;
  const label = 'Average time of a task';
  if (actual === null || expected === null) return tooFewOnBaseline(label, summary);
  const pace =
    change === null || change === 0
      ? 'the same'
      : `${percent(Math.abs(change))} ${change < 0 ? 'faster' : 'slower'}`;
  return {
    label,
    help: 'same-mix',
    value: duration(actual),
    aside: `${duration(expected)} on ${baselineProvider(summary)} for the same mix: ${pace}`,
    isLoss: change !== null && change > 0,
  };
}

function hoursFact(summary: Facts): KeyFact {
  const { hours_saved: hours, tasks_share: part } = summary.time;
  if (hours === null) return tooFewOnBaseline('Hours saved', summary);
  return {
    label: hours < 0 ? 'Hours lost' : 'Hours saved',
    value: `${decimal(Math.abs(hours))} h`,
    aside: `By that measure, over the ${share(part)} of tasks that it covers`,
    isLoss: hours < 0,
  };
}

function tooFewOnBaseline(label: string, summary: Facts): KeyFact {
  return {
    label,
    help: 'same-mix',
    value: NOT_ENOUGH,
    aside: `Takes ${FEWEST_TASKS} tasks of one type on ${baselineProvider(summary)}`,
  };
}

function routingFact({ routing: { judged, optimal_share: part } }: Facts): KeyFact {
  return {
    label: 'Optimal routing',
    help: 'optimal-routing',
    value: part === null ? NOT_ENOUGH : share(part),
    aside:
      part === null
        ? 'No choice came with estimates of its alternatives'
        : `of ${count(judged)} choices: none had a cheaper alternative`,
  };
}

function performerFact({ best_performer: best }: Facts): KeyFact {
  const label = 'Best performer';
  if (best === null) {
    return { label, value: NOT_ENOUGH, aside: `No provider ran ${FEWEST_TASKS} tasks` };
  }
  return {
    label,
    value: readable(best.provider),
    aside: `${share(best.success_rate)} of ${count(best.tasks)} tasks successful${amongOf(best.contenders)}`,
  };
}

function efficientFact({ most_cost_efficient: best }: Facts): KeyFact {
  const label = 'Most cost-efficient';
  if (best === null) {
    return { label, value: NOT_ENOUGH, aside: `No provider has ${FEWEST_TASKS} tasks with both costs known` };
  }
  const { savings_percentage: percentage } = best;
  const less =
    percentage === null
      ? ''
      : `${percent(Math.abs(percentage))} ${percentage < 0 ? 'more' : 'less'} than the baseline`;
  return {
    label,
    value: readable(best.provider),
    aside: `${less} over ${count(best.tasks)} tasks${amongOf(best.contenders)}`,
  };
}

const amongOf = (contenders: number): string =>
  contenders === 1 ? ', the only provider with enough' : `, best of ${count(contenders)} providers`;
