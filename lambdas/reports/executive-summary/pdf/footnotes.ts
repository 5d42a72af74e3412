import { coverageNote, timeNote } from '../../../../shared/shown/board/notes.ts';
import type { Summary } from '../read-summary.ts';
import { colors, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

const STYLE = { size: 7, color: colors.muted };
/** From the top of the notes to the lower edge of the page. */
export const FOOTNOTES_HEIGHT = 132;

/** How the figures were computed, and where that is explained. */
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
  const notes = [
    coverageNote(summary, shown).join(''),
    timeNote(summary, shown),
    summary.methodology.statement,
  ];
  for (const note of notes) {
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
    `Payback, ${shown.instant(printed.at, printed.timeZone)} (${printed.timeZone})`,
    { x: x + half, y: bottom, width: half },
    { ...STYLE, align: 'right', smallest: 5.5 },
  );
}
