import { knownSum } from '../../../../shared/shown/known.ts';
import type { Summary } from '../read-summary.ts';
import { count, dayRange, money, percent, UNKNOWN, withSign } from './formats.ts';
import { baselineName } from './names.ts';
import { colors, type Sheet } from './sheet.ts';

const HEIGHT = 98;
const PADDING = 18;

/** What was saved, what part of the baseline that is, and what a year of it would be. @returns where it ends */
export function drawHero(sheet: Sheet, summary: Summary, top: number): number {
  const { left, width } = sheet;
  const isLoss = summary.total_savings < 0;
  const color = isLoss ? colors.loss : colors.accent;
  const half = width * 0.5;
  sheet.decorate(() => {
    sheet.document
      .roundedRect(left, top, width, HEIGHT, 8)
      .fill(isLoss ? colors.lossSoft : colors.accentSoft);
  });
  const main = { x: left + PADDING, width: half - PADDING };
  sheet.text(
    `${isLoss ? 'Lost' : 'Saved'} against ${baselineName(summary)}`,
    { ...main, y: top + 15 },
    { size: 9.5, weight: 'semiBold', color, smallest: 7 },
  );
  sheet.text(
    money(knownSum(summary, summary.total_savings)),
    { ...main, y: top + 27 },
    { size: 36, weight: 'semiBold', color, smallest: 16 },
  );
  sheet.text(changeText(summary), { ...main, y: top + 74 }, { size: 8, color: colors.muted, smallest: 6.5 });
  const columns = (width - half - PADDING) / 2;
  for (const [index, fact] of [percentageFact(summary), projectionFact(summary)].entries()) {
    const box = { x: left + half + PADDING / 2 + index * columns, width: columns - PADDING / 2 };
    sheet.text(fact.label, { ...box, y: top + 15 }, { size: 9.5, weight: 'semiBold', smallest: 7 });
    sheet.text(
      fact.value,
      { ...box, y: top + 38 },
      { size: 20, weight: 'semiBold', color: fact.isLoss ? colors.loss : colors.text, smallest: 9 },
    );
    sheet.textBlock(fact.aside, { ...box, y: top + 68 }, { size: 7.5, color: colors.muted }, 2);
  }
  return top + HEIGHT;
}

function percentageFact(summary: Summary) {
  const { savings_percentage: percentage } = summary;
  const isLoss = percentage !== null && percentage < 0;
  return {
    label: isLoss ? 'More than the baseline' : 'Less than the baseline',
    value: percentage === null ? UNKNOWN : percent(Math.abs(percentage)),
    isLoss,
    aside:
      percentage === null
        ? 'No successful task has both costs known'
        : `${money(summary.total_cost)} instead of ${money(summary.baseline_cost)}`,
  };
}

function projectionFact({ projection }: Summary) {
  return {
    label: 'Projected annual',
    value: money(projection?.annual_savings ?? null),
    isLoss: projection !== null && projection.annual_savings < 0,
    aside: projection
      ? `At the rate of ${count(projection.days)} complete days`
      : 'Takes at least 7 complete days with known costs',
  };
}

function changeText({ change, preceding_period: before }: Summary): string {
  if (change === null) return `No figures for all of ${dayRange(before)} to compare with`;
  const ratio =
    change.percentage === null ? '' : ` (${withSign(change.percentage, percent(change.percentage))})`;
  return `${withSign(change.savings, money(change.savings))}${ratio} against ${dayRange(before)}`;
}
