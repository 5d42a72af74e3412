import { headlineOf } from '../../../../shared/shown/board/headline.ts';
import type { Summary } from '../read-summary.ts';
import { colors, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

const HEIGHT = 98;
const PADDING = 18;

/** What was saved, what part of the baseline that is, and what a year of it would be. @returns where it ends */
export function drawHero(sheet: Sheet, summary: Summary, top: number): number {
  const { left, width } = sheet;
  const { savings, percentage, projection } = headlineOf(summary, shown);
  const color = savings.isLoss ? colors.loss : colors.accent;
  const half = width * 0.5;
  sheet.decorate(() => {
    sheet.document
      .roundedRect(left, top, width, HEIGHT, 8)
      .fill(savings.isLoss ? colors.lossSoft : colors.accentSoft);
  });
  const main = { x: left + PADDING, width: half - PADDING };
  sheet.text(savings.label, { ...main, y: top + 15 }, { size: 9.5, weight: 'semiBold', color, smallest: 7 });
  sheet.text(savings.value, { ...main, y: top + 27 }, { size: 36, weight: 'semiBold', color, smallest: 16 });
  sheet.text(savings.aside, { ...main, y: top + 74 }, { size: 8, color: colors.muted, smallest: 6.5 });
  const columns = (width - half - PADDING) / 2;
  for (const [index, fact] of [percentage, projection].entries()) {
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
