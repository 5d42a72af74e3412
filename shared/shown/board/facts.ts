import { quotient, signOf, size } from '../fractions.ts';
import { readable } from '../names.ts';
import type { Shown } from '../shown.ts';
import { baselineProvider } from './baseline.ts';
import { FEWEST_TASKS, type BoardFact, type BoardSummary } from './summary.ts';

const NOT_ENOUGH = 'Not enough data';
type Fact = Omit<BoardFact, 'isLoss'> & { readonly isLoss?: boolean };

/** The number of tasks, their time, and the best providers. */
export function factsOf(summary: BoardSummary, shown: Shown) {
  const fact = (of: (summary: BoardSummary, shown: Shown) => Fact): BoardFact => ({
    isLoss: false,
    ...of(summary, shown),
  });
  return {
    tasks: fact(tasksFact),
    time: fact(timeFact),
    hours: fact(hoursFact),
    routing: fact(routingFact),
    performer: fact(performerFact),
    efficient: fact(efficientFact),
  };
}

function tasksFact(
  { tasks, successful_tasks: successful, failed_tasks: failed }: BoardSummary,
  shown: Shown,
): Fact {
  const { count, share } = shown;
  return {
    label: 'Tasks completed',
    value: count(tasks),
    aside:
      tasks === 0
        ? 'None ran in this period'
        : `${share(quotient(successful, tasks))} successful, ${count(failed)} failed`,
  };
}

function timeFact(summary: BoardSummary, { duration, percent }: Shown): Fact {
  const {
    avg_duration_ms: actual,
    baseline_avg_duration_ms: expected,
    change_percentage: change,
  } = summary.time.exact;
  const label = 'Average time of a task';
  if (actual === null || expected === null) return tooFewOnBaseline(label, summary);
  const sign = signOf(change);
  const pace = sign === 0 ? 'the same' : `${percent(size(change))} ${sign < 0 ? 'faster' : 'slower'}`;
  return {
    label,
    value: duration(actual),
    aside: `${duration(expected)} on ${baselineProvider(summary)} for the same mix: ${pace}`,
    isLoss: sign > 0,
  };
}

/** The label says that they were lost; the value is how many. */
function hoursFact(summary: BoardSummary, { decimal, share }: Shown): Fact {
  const { tasks, exact } = summary.time;
  if (exact.hours_saved === null) return tooFewOnBaseline('Hours saved', summary);
  const isLoss = signOf(exact.hours_saved) < 0;
  const part = tasks === summary.tasks ? 'all' : `the ${share(quotient(tasks, summary.tasks))} of`;
  return {
    label: isLoss ? 'Hours lost' : 'Hours saved',
    value: `${decimal(size(exact.hours_saved))} h`,
    aside: `On that basis, over ${part} tasks that it covers`,
    isLoss,
  };
}

const tooFewOnBaseline = (label: string, summary: BoardSummary): Fact => ({
  label,
  value: NOT_ENOUGH,
  aside: `Needs ${FEWEST_TASKS} tasks of one type on ${baselineProvider(summary)}`,
});

function routingFact({ routing: { judged, optimal } }: BoardSummary, { count, share }: Shown): Fact {
  const label = 'Optimal routing';
  return judged === 0
    ? { label, value: NOT_ENOUGH, aside: 'No decision came with estimates for alternatives' }
    : {
        label,
        value: share(quotient(optimal, judged)),
        aside: `of ${count(judged)} decisions had no cheaper alternative`,
      };
}

function performerFact({ best_performer: best, providers }: BoardSummary, { count, share }: Shown): Fact {
  const label = 'Best performer';
  const figures = providers.find((each) => each.provider === best?.provider);
  if (!best || !figures) return { label, value: NOT_ENOUGH, aside: `No provider ran ${FEWEST_TASKS} tasks` };
  const { tasks, successful_tasks: successful } = figures;
  return {
    label,
    value: readable(best.provider),
    aside: `${share(quotient(successful, tasks))} of ${count(tasks)} tasks successful${amongOf(best.contenders)}`,
  };
}

function efficientFact(
  { most_cost_efficient: best, providers }: BoardSummary,
  { count, share }: Shown,
): Fact {
  const label = 'Most cost-efficient';
  const figures = providers.find((each) => each.provider === best?.provider);
  if (!best || !figures) {
    return { label, value: NOT_ENOUGH, aside: `No provider has ${FEWEST_TASKS} tasks with both costs known` };
  }
  const part = quotient(figures.exact.savings, figures.exact.baseline_cost);
  return {
    label,
    value: readable(best.provider),
    aside: `${share(size(part))} ${signOf(part) < 0 ? 'more' : 'less'} than the baseline over ${count(figures.compared_tasks)} tasks${amongOf(best.contenders)}`,
  };
}

const amongOf = (contenders: number): string =>
  contenders === 1 ? ', the only provider with enough' : `, best of ${contenders} providers`;
