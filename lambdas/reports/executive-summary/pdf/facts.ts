import { factsOf } from '../../../../shared/shown/board/facts.ts';
import type { Summary } from '../read-summary.ts';
import { colors, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

const HEIGHT = 66;
const GAP = 14;

/** What the work was and how it went, four facts in a row. @returns where they end */
export function drawFacts(sheet: Sheet, summary: Summary, top: number): number {
  const { tasks, time, hours, routing } = factsOf(summary, shown);
  const facts = [tasks, time, hours, routing];
  const width = (sheet.width - GAP * (facts.length - 1)) / facts.length;
  for (const [index, { label, value, aside, isLoss }] of facts.entries()) {
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
