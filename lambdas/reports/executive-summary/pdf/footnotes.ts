import { FEWEST_TASKS } from '../contract.ts';
import type { Summary } from '../read-summary.ts';
import { count, coveragePercent, instant, money, share } from './formats.ts';
import { inWords } from '../../../../shared/shown/names.ts';
import { colors, type Sheet } from './sheet.ts';

const STYLE = { size: 7, color: colors.muted };
/** From the top of the notes to the lower edge of the page. */
export const FOOTNOTES_HEIGHT = 132;

/** How the figures came about, and where that is explained. */
export function drawFootnotes(
  sheet: Sheet,
  summary: Summary,
  printed: { readonly at: Date; readonly timeZone: string },
): void {
  const { left: x, width, document } = sheet;
  const top = sheet.height - FOOTNOTES_HEIGHT;
  sheet.decorate(() => {
    document.rect(x, top, width, 0.4).fill(colors.line);
  });
  let y = top + 8;
  for (const note of [coverageNote(summary), timeNote(summary), summary.methodology.statement]) {
    y += sheet.textBlock(note, { x, y, width }, STYLE, 3) + 3;
  }
  const { url } = summary.methodology;
  const bottom = sheet.height - 36;
  const half = width / 2;
  const link = sheet.element('Link');
  link.add(() => {
    sheet.line(
      `Method in full: ${url}`,
      { x, y: bottom, width: half },
      { ...STYLE, color: colors.accent, smallest: 5.5 },
    );
    const annotation: object = { structParent: link, Contents: Object('How the figures are computed') };
    document.link(x, bottom, half, 10, url, annotation);
  });
  link.end();
  sheet.text(
    `Payback, ${instant(printed.at, printed.timeZone)}`,
    { x: x + half, y: bottom, width: half },
    { ...STYLE, align: 'right', smallest: 5.5 },
  );
}

function coverageNote(summary: Summary): string {
  const { coverage } = summary;
  const beside = [
    summary.failed_cost > 0 ? `${money(summary.failed_cost)} were paid for failed tasks` : '',
    summary.uncompared_cost > 0
      ? `${money(summary.uncompared_cost)} for tasks without a known baseline cost`
      : '',
  ].filter((text) => text !== '');
  const text =
    coverage.percentage === null
      ? 'Coverage: nothing to price.'
      : `Coverage: ${coveragePercent(coverage.percentage)} of tasks have both costs known; ${count(coverage.unpriced)} are unpriced and in no figure of money.`;
  return beside.length === 0 ? text : `${text} Beside the costs above, ${beside.join(', ')}.`;
}

/** Which types of task the times are of, and how much of the work that is. */
function timeNote({ time }: Summary): string {
  const included = time.task_types.filter((type) => type.included).map((type) => inWords(type.task_type));
  if (included.length === 0)
    return `Time: no type of task ran ${FEWEST_TASKS} times on the baseline provider, so nothing is said about it.`;
  const named = included.slice(0, 6).join(', ');
  const more = included.length > 6 ? ` and ${included.length - 6} more` : '';
  return `Time compares ${named}${more} (${share(time.tasks_share)} of tasks): types with at least ${FEWEST_TASKS} tasks on the baseline provider. Failed tasks are part of it.`;
}
