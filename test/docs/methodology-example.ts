import { readFile } from 'node:fs/promises';
import { markdownTables, type TableRow } from '../support/markdown-tables.ts';

const table = markdownTables(await readFile(new URL('../../docs/methodology.md', import.meta.url), 'utf8'));
const PER_MILLION = 'USD per million';

/** What docs/methodology.md says goes in. */
export const prices = table([
  'price',
  'scope',
  'provider',
  'model',
  'unit',
  'above input tokens',
  PER_MILLION,
  'from (UTC)',
]);
export const executions = table([
  'execution',
  'start (UTC)',
  'provider',
  'model',
  'input',
  'of it cached',
  'output',
  'sum',
  'success',
]);

/** What it says comes out. */
export const components = table(['execution', 'side', 'price', 'tokens', PER_MILLION, 'USD']);
export const results = table([
  'execution',
  'day',
  'actual cost',
  'baseline cost',
  'saving',
  'counts as',
  'reason',
]);
export const summary = table(['figure', 'exact', 'shown']);
export const days = table([
  'day',
  'actual cost',
  'baseline cost',
  'saving',
  'failed cost',
  'uncompared cost',
]);
export const restatement = table(['figure', 'before', 'after']);

/** A number as people write it: 40,000 or −0.08; null for a dash. */
export function decimalOf(cell: string | undefined): string | null {
  if (cell === undefined || cell === '') throw new Error('a number is missing');
  return cell === '–' ? null : cell.replaceAll(',', '').replace('−', '-');
}

/** 0.017000000000 and 0.017 are one number. */
export function plain(decimal: string | null): string | null {
  return decimal === null ? null : decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** What one unit costs, from what a million cost: the point moves by six places. */
export function costPerUnit(row: TableRow): string {
  const [whole = '', fraction = ''] = (row[PER_MILLION] ?? '').split('.');
  return `0.${whole.padStart(6, '0')}${fraction}`;
}
