import { dayOf } from '../../../../shared/figures/days.ts';
import type { Summary } from '../read-summary.ts';
import { drawChart } from './chart.ts';
import { drawFacts } from './facts.ts';
import { drawFootnotes, FOOTNOTES_HEIGHT } from './footnotes.ts';
import { drawHeading } from './heading.ts';
import { drawHero } from './hero.ts';
import { drawProviders, providersHeight } from './providers.ts';
import { Sheet } from './sheet.ts';
import { shown } from './shown.ts';

export interface PrintOptions {
  readonly paper: 'a4' | 'letter';
  readonly now: Date;
  readonly timeZone: string;
}

const GAP = 18;

/** The summary as one printed page. */
export function summaryPdf(summary: Summary, { paper, now, timeZone }: PrintOptions): Promise<Buffer> {
  const sheet = new Sheet({
    paper,
    title: `Executive summary of ${summary.organization}, ${shown.dayRange(summary.period)}`,
    subject: 'What routing AI coding work saved',
    created: now,
  });
  let y = drawHeading(sheet, summary, timeZone);
  y = drawHero(sheet, summary, y + 8);
  y = drawFacts(sheet, summary, y + GAP);
  const chartTop = y + GAP;
  // The chart takes what the others leave, if there is something to draw.
  const providersTop =
    summary.compared_tasks === 0
      ? chartTop + 60
      : sheet.height - FOOTNOTES_HEIGHT - providersHeight(sheet, summary);
  drawChart(sheet, summary, chartTop, providersTop - GAP - chartTop, dayOf(now, timeZone));
  drawProviders(sheet, summary, providersTop);
  drawFootnotes(sheet, summary, { at: now, timeZone });
  return sheet.bytes();
}
