import { UNKNOWN } from '../figures.ts';
import { quotient, signOf, size } from '../fractions.ts';
import { inPercent } from '../rounded.ts';
import type { Shown } from '../shown.ts';
import { baselineName } from './baseline.ts';
import type { BoardFact, BoardSummary } from './summary.ts';

interface Headline {
  readonly savings: BoardFact;
  readonly percentage: BoardFact;
  readonly projection: BoardFact;
}

/** What was saved, what part of the baseline that is, and what a year of it would be. A label says which way it went. */
export function headlineOf(summary: BoardSummary, shown: Shown): Headline {
  const { exact, projection } = summary;
  const share = quotient(exact.total_savings, exact.baseline_cost);
  const isMore = signOf(share) < 0;
  const isLoss = (summary.total_savings ?? 0) < 0;
  const annual = projection?.exact.annual_savings;
  const isAnnualLoss = signOf(annual) < 0;
  return {
    savings: {
      label: `${isLoss ? 'Lost' : 'Saved'} against ${baselineName(summary)}`,
      value: shown.money(size(exact.total_savings)),
      aside: changeText(summary, shown),
      isLoss,
    },
    percentage: {
      label: `${isMore ? 'More' : 'Less'} than the baseline`,
      value: share === null ? UNKNOWN : shown.share(size(share)),
      aside:
        share === null
          ? 'No successful task has both costs known'
          : `${shown.money(exact.total_cost)} instead of ${shown.money(exact.baseline_cost)}`,
      isLoss: isMore,
    },
    projection: {
      label: `Projected annual ${isAnnualLoss ? 'loss' : 'savings'}`,
      value: shown.money(size(annual)),
      aside:
        projection === null
          ? 'Needs at least 7 complete days with known costs'
          : `At the rate of ${shown.count(projection.days)} complete days`,
      isLoss: isAnnualLoss,
    },
  };
}

function changeText({ change, preceding_period: before }: BoardSummary, shown: Shown): string {
  if (change === null) return `No figures for all of ${shown.dayRange(before)} to compare with`;
  const share = quotient(change.exact.savings, size(before.exact.total_savings));
  const ratio = share === null ? '' : ` (${shown.signedPercent(inPercent(share))})`;
  return `${shown.signedMoney(change.exact.savings)}${ratio} against ${shown.dayRange(before)}`;
}
