import type { Summary } from '../read-summary.ts';
import { colors, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

/** The organization and the days of the summary. @returns where it ends */
export function drawHeading(sheet: Sheet, summary: Summary, timeZone: string): number {
  const { left: x, width } = sheet;
  sheet.decorate(() => {
    sheet.document.rect(x, 40, 28, 3).fill(colors.accent);
  });
  sheet.text('Executive summary', { x, y: 52, width }, { size: 9, weight: 'semiBold', color: colors.accent });
  sheet.heading(
    'H1',
    summary.organization,
    { x, y: 65, width },
    { size: 22, weight: 'semiBold', smallest: 13 },
  );
  sheet.text(
    `What routing AI coding work saved, ${shown.dayRange(summary.period)}${timeZone === 'UTC' ? ' (UTC)' : ` (${timeZone})`}`,
    { x, y: 95, width },
    { size: 9.5, color: colors.muted, smallest: 7 },
  );
  return 112;
}
