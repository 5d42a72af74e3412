import { line } from 'd3-shape';
import type { Summary } from '../read-summary.ts';
import { chartScales, type Frame } from './chart-scales.ts';
import { colors, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

const AXIS = 44;
const LABEL_SIZE = 7;
const MOST_DATES = 8;
const WIDEST_BAR = 28;

/** Savings of each period as bars, their sum as a line. @param today whose period is not over */
export function drawChart(sheet: Sheet, summary: Summary, top: number, height: number, today: string): void {
  const { left, width, document } = sheet;
  sheet.heading('H2', 'Savings over time', { x: left, y: top, width }, { size: 11, weight: 'semiBold' });
  const bottom = top + height;
  if (summary.compared_tasks === 0) {
    sheet.text(
      summary.tasks === 0 ? 'No task ran in this period.' : 'No successful task has both costs known.',
      { x: left, y: top + 24, width },
      { size: 9, color: colors.muted },
    );
    return;
  }
  const frame: Frame = { left: left + AXIS, right: left + width - AXIS, top: top + 36, bottom: bottom - 14 };
  const draw = () => {
    drawLegend(sheet, summary, top + 20, today);
    drawMarks(sheet, summary, frame, today);
  };
  sheet.element('Figure', { alt: description(summary), bbox: [left, top + 18, left + width, bottom] }, draw);
  document.lineWidth(1);
}

function drawMarks(
  sheet: Sheet,
  { trend, trend_period: period }: Summary,
  frame: Frame,
  today: string,
): void {
  const { document } = sheet;
  const { x, bars, line: sums, barTicks, lineTicks } = chartScales(trend, frame);
  const zero = bars(0);
  const barLabels = shown.axisMoney(barTicks);
  for (const [index, tick] of barTicks.entries()) {
    const y = bars(tick);
    document.rect(frame.left, y - 0.2, frame.right - frame.left, 0.4).fill(colors.line);
    label(sheet, barLabels[index] ?? '', frame.left - AXIS, y, AXIS - 6, 'right');
  }
  const lineLabels = shown.axisMoney(lineTicks);
  for (const [index, tick] of lineTicks.entries()) {
    label(sheet, lineLabels[index] ?? '', frame.right + 6, sums(tick), AXIS - 6, 'left');
  }
  const width = Math.min(x.bandwidth(), WIDEST_BAR);
  const center = (date: string) => (x(date) ?? 0) + x.bandwidth() / 2;
  for (const { date, end, savings } of trend) {
    if (savings === null) continue;
    const left = center(date) - width / 2;
    const y = Math.min(bars(savings), zero);
    const height = Math.max(Math.abs(bars(savings) - zero), savings === 0 ? 0 : 0.5);
    const color = savings < 0 ? colors.loss : colors.gain;
    if (height === 0) continue;
    if (date <= today && today <= end) {
      document.lineWidth(0.6).rect(left, y, width, height).fillAndStroke('#ffffff', color);
    } else {
      document.rect(left, y, width, height).fill(color);
    }
  }
  document.rect(frame.left, zero - 0.35, frame.right - frame.left, 0.7).fill(colors.strongLine);
  const past = trend.flatMap(({ date, cumulative_savings: sum }) =>
    date <= today && sum !== null ? { date, sum } : [],
  );
  const path = line<(typeof past)[number]>()
    .x(({ date }) => center(date))
    .y(({ sum }) => sums(sum))(past);
  if (path !== null && past.length > 1)
    document.path(path).lineWidth(1.3).lineJoin('round').stroke(colors.text);
  const last = past.at(-1);
  if (last) document.circle(center(last.date), sums(last.sum), 2).fill(colors.text);
  drawDates(
    sheet,
    trend.map(({ date }) => [date, center(date)]),
    frame,
    period,
  );
}

function drawDates(
  sheet: Sheet,
  dates: readonly (readonly [string, number])[],
  frame: Frame,
  period: Summary['trend_period'],
): void {
  const step = Math.ceil(dates.length / MOST_DATES);
  for (const [index, [date, center]] of dates.entries()) {
    if (index % step !== 0) continue;
    const text = period === 'month' ? shown.shortMonth(date) : shown.shortDay(date);
    sheet.line(
      text,
      { x: center - 30, y: frame.bottom + 5, width: 60 },
      { size: LABEL_SIZE, color: colors.muted, align: 'center' },
    );
  }
}

function drawLegend(sheet: Sheet, { trend, trend_period: period }: Summary, y: number, today: string): void {
  const isPartial = trend.some(({ date, end }) => date <= today && today <= end);
  const { left, width, document } = sheet;
  const style = { size: 7.5, color: colors.muted };
  document.rect(left, y + 1.5, 6, 6).fill(colors.gain);
  document.rect(left + 7, y + 1.5, 6, 6).fill(colors.loss);
  sheet.line(
    `Left: saved or lost each ${period}, US dollars${isPartial ? ' (outlined: not over yet)' : ''}`,
    { x: left + 18, y, width: width / 2 - 18 },
    style,
  );
  const text = 'Right: cumulative savings, US dollars';
  sheet.line(text, { x: left + width / 2, y, width: width / 2 }, { ...style, align: 'right' });
  const textWidth = document.font('regular', style.size).widthOfString(text);
  document.rect(left + width - textWidth - 18, y + 4, 12, 1.3).fill(colors.text);
}

function label(
  sheet: Sheet,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right',
): void {
  sheet.line(text, { x, y: y - LABEL_SIZE * 0.6, width }, { size: LABEL_SIZE, color: colors.muted, align });
}

/** What the chart shows, for whoever cannot see it. */
function description({ trend, trend_period: period, period: range, exact }: Summary): string {
  const { money, day, dayRange } = shown;
  const ordered = trend
    .filter((entry) => entry.savings !== null)
    .toSorted((a, b) => (a.savings ?? 0) - (b.savings ?? 0));
  const named = (entry: Summary['trend'][number] | undefined) =>
    entry
      ? `${money(entry.exact.savings)} (${entry.date === entry.end ? day(entry.date) : dayRange({ start: entry.date, end: entry.end })})`
      : '';
  return (
    `Chart of savings by ${period}, ${dayRange(range)}: ${money(exact.total_savings)} in total. ` +
    `The greatest is ${named(ordered.at(-1))}, the least ${named(ordered[0])}.`
  );
}
