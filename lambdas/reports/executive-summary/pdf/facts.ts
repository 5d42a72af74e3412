import { FEWEST_TASKS } from '../contract.ts';
import type { Summary } from '../read-summary.ts';
import { count, decimal, duration, percent, share, UNKNOWN } from './formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { colors, type Sheet } from './sheet.ts';

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly aside: string;
  readonly isLoss?: boolean;
}

const HEIGHT = 66;
const GAP = 14;

/** What the work was and how it went, four facts in a row. @returns where they end */
export function drawFacts(sheet: Sheet, summary: Summary, top: number): number {
  const facts = [tasksFact(summary), timeFact(summary), hoursFact(summary), routingFact(summary)];
  const width = (sheet.width - GAP * (facts.length - 1)) / facts.length;
  for (const [index, { label, value, aside, isLoss = false }] of facts.entries()) {
    const box = { x: sheet.left + index * (width + GAP), width };
    sheet.decorate(() => {
      sheet.document.rect(box.x, top, width, 0.75).fill(colors.strongLine);
    });
    sheet.text(label, { ...box, y: top + 8 }, { size: 8.5, weight: 'semiBold' });
    sheet.text(
      value,
      { ...box, y: top + 20 },
      { size: 17, weight: 'semiBold', color: isLoss ? colors.loss : colors.text, smallest: 9 },
    );
    sheet.textBlock(aside, { ...box, y: top + 44 }, { size: 7.5, color: colors.muted }, 2);
  }
  return top + HEIGHT;
}

function tasksFact(summary: Summary): Fact {
  const { tasks, success_rate: rate, failed_tasks: failed } = summary;
  return {
    label: 'Tasks completed',
    value: count(tasks),
    aside: rate === null ? 'None ran in this period' : `${share(rate)} successful, ${count(failed)} failed`,
  };
}

const baselineProvider = ({ baselines }: Summary): string =>
  baselines.length === 1 && baselines[0] ? readable(baselines[0].provider) : 'the baseline provider';

function timeFact(summary: Summary): Fact {
  const {
    avg_duration_ms: actual,
    baseline_avg_duration_ms: expected,
    change_percentage: change,
  } = summary.time;
  if (actual === null || expected === null) return notEnough('Average time of a task', summary);
  const pace =
    change === null || change === 0
      ? 'the same'
      : `${percent(Math.abs(change))} ${change < 0 ? 'faster' : 'slower'}`;
  return {
    label: 'Average time of a task',
    value: duration(actual),
    isLoss: change !== null && change > 0,
    aside: `${duration(expected)} on ${baselineProvider(summary)} for the same mix: ${pace}`,
  };
}

function hoursFact(summary: Summary): Fact {
  const { hours_saved: hours, tasks_share: part } = summary.time;
  if (hours === null) return notEnough('Hours saved', summary);
  return {
    label: hours < 0 ? 'Hours lost' : 'Hours saved',
    value: `${decimal(hours)} h`,
    isLoss: hours < 0,
    aside: `By that measure, over ${part === 1 ? 'all' : `the ${share(part)} of`} tasks that it covers`,
  };
}

const notEnough = (label: string, summary: Summary): Fact => ({
  label,
  value: 'Not enough data',
  aside: `Takes ${FEWEST_TASKS} tasks of one type on ${baselineProvider(summary)}`,
});

function routingFact({ routing: { judged, optimal_share: part } }: Summary): Fact {
  return {
    label: 'Optimal routing',
    value: part === null ? UNKNOWN : share(part),
    aside:
      part === null
        ? 'No choice came with estimates of its alternatives'
        : `of ${count(judged)} choices had no cheaper alternative`,
  };
}
