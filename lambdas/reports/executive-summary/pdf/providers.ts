import { factsOf } from '../../../../shared/shown/board/facts.ts';
import type { BoardFact } from '../../../../shared/shown/board/summary.ts';
import { signOf } from '../../../../shared/shown/fractions.ts';
import type { Summary } from '../read-summary.ts';
import { providerRows, type ProviderRow } from './provider-rows.ts';
import { colors, type Element, type Sheet } from './sheet.ts';
import { shown } from './shown.ts';

const ROW = 16;
const GAP = 7;
const MOST_ROWS = 6;
/** A name that would have to become smaller than this takes two lines of it, and a higher row. */
const SMALLEST_NAME = 7.5;
const SECOND_LINE = 10;

interface Column {
  readonly title: string;
  /** Its part of the page's width. */
  readonly part: number;
  readonly cell: (row: ProviderRow) => string;
}

const columns: readonly Column[] = [
  { title: 'Provider', part: 0.29, cell: (row) => row.name },
  { title: 'Tasks', part: 0.1, cell: (row) => shown.count(row.tasks) },
  { title: 'Successful', part: 0.11, cell: (row) => shown.share(row.successRate) },
  { title: 'Actual cost', part: 0.14, cell: (row) => shown.money(row.cost) },
  { title: 'Baseline cost', part: 0.14, cell: (row) => shown.money(row.baselineCost) },
  { title: 'Savings', part: 0.13, cell: (row) => shown.money(row.savings) },
  { title: '%', part: 0.09, cell: (row) => shown.share(row.part) },
];

/** Height of this summary's table, including what is below it. */
export const providersHeight = (sheet: Sheet, summary: Summary): number =>
  providerRows(summary, MOST_ROWS).reduce((sum, { name }) => sum + heightOf(sheet, name), 18 + ROW + 38);

const takesTwoLines = (sheet: Sheet, name: string): boolean =>
  !sheet.fits(name, sheet.width * (columns[0]?.part ?? 0), { size: SMALLEST_NAME });

const heightOf = (sheet: Sheet, name: string): number => ROW + (takesTwoLines(sheet, name) ? SECOND_LINE : 0);

/** Cost and savings of each provider, and who did best. */
export function drawProviders(sheet: Sheet, summary: Summary, top: number): void {
  const { left: x, width } = sheet;
  sheet.heading('H2', 'Providers', { x, y: top, width }, { size: 11, weight: 'semiBold' });
  const rows = providerRows(summary, MOST_ROWS);
  const table = sheet.element('Table');
  let y = top + 18;
  drawRow(sheet, table, y, () =>
    columns.map((column) => ({ text: column.title, type: 'TH', scope: 'Column' })),
  );
  let height = ROW;
  for (const [index, row] of rows.entries()) {
    y += height;
    height = heightOf(sheet, row.name);
    const isTotal = index === rows.length - 1;
    sheet.decorate(() => {
      sheet.document
        .rect(x, y - 1.5, width, isTotal ? 0.75 : 0.4)
        .fill(isTotal ? colors.strongLine : colors.line);
    });
    drawRow(sheet, table, y, () =>
      columns.map(({ cell }, at) => ({
        text: cell(row),
        type: at === 0 ? 'TH' : 'TD',
        scope: 'Row',
        isTotal,
        isLoss: at >= 5 && signOf(row.savings) < 0,
      })),
    );
  }
  table.end();
  y += height + 6;
  const { performer, efficient } = factsOf(summary, shown);
  sheet.text(sentence(performer), { x, y, width }, { size: 8, smallest: 6 });
  sheet.text(sentence(efficient), { x, y: y + 12, width }, { size: 8, smallest: 6 });
}

interface Cell {
  readonly text: string;
  readonly type: 'TH' | 'TD';
  readonly scope: 'Column' | 'Row';
  readonly isTotal?: boolean;
  readonly isLoss?: boolean;
}

function drawRow(sheet: Sheet, table: Element, y: number, cells: () => Cell[]): void {
  const row = sheet.element('TR', {}, undefined, table);
  let x = sheet.left;
  for (const [index, { text, type, scope, isTotal = false, isLoss = false }] of cells().entries()) {
    const width = sheet.width * (columns[index]?.part ?? 0);
    const isHead = type === 'TH' && scope === 'Column';
    sheet.element(
      type,
      type === 'TH' ? { scope } : {},
      () => {
        const weight = isTotal ? 'semiBold' : 'regular';
        if (type === 'TH' && scope === 'Row' && takesTwoLines(sheet, text)) {
          sheet.lines(text, { x, y: y + 2.5, width }, { size: SMALLEST_NAME, weight }, 2);
          return;
        }
        sheet.line(
          text,
          index === 0 ? { x, y: y + 2.5, width } : { x: x + GAP, y: y + 2.5, width: width - GAP },
          {
            size: isHead ? 7.5 : 8.5,
            weight,
            color: isLoss ? colors.loss : isHead ? colors.muted : colors.text,
            align: index === 0 ? 'left' : 'right',
            smallest: 5.5,
            tabular: index > 0,
          },
        );
      },
      row,
    );
    x += width;
  }
  row.end();
}

const sentence = ({ label, value, aside }: BoardFact): string => `${label}: ${value}, ${aside}.`;
