import type { PageRow } from './page.statement.ts';

/** One execution as it is exported: money and compute units exact, as text; times with microseconds. */
export type ExportedRow = PageRow;

/** The columns of a file, in their order, which stays. */
export const columns = [
  'day',
  'id',
  'task_id',
  'user_id',
  'provider',
  'model',
  'task_type',
  'start_time',
  'end_time',
  'duration_ms',
  'success',
  'error_message',
  'task_description',
  'tokens_used',
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'compute_units',
  'actual_cost',
  'baseline_cost',
  'savings',
  'currency',
  'unpriced_reason',
  'baseline_provider',
  'baseline_model',
] as const satisfies readonly (keyof ExportedRow)[];

/** What producers write, and a spreadsheet might take for a formula. */
export const textColumns: ReadonlySet<keyof ExportedRow> = new Set([
  'task_id',
  'provider',
  'model',
  'task_type',
  'error_message',
  'task_description',
  'baseline_provider',
  'baseline_model',
] as const);
