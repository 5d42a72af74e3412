import { z } from 'zod';
import { wholeNumber } from '../../../shared/database/rows.ts';

/** Exact, as the driver gives it: text. */
const decimal = z.string();

/** One execution as it is exported. The order of the keys is that of the columns, and stays. */
export const exportedRow = z.object({
  day: z.string(),
  id: z.string(),
  task_id: z.string(),
  user_id: z.string(),
  provider: z.string(),
  model: z.string().nullable(),
  task_type: z.string(),
  start_time: z.string(),
  end_time: z.string(),
  duration_ms: wholeNumber,
  success: z.boolean(),
  error_message: z.string().nullable(),
  task_description: z.string().nullable(),
  tokens_used: wholeNumber,
  input_tokens: wholeNumber.nullable(),
  cache_read_tokens: wholeNumber.nullable(),
  cache_write_tokens: wholeNumber.nullable(),
  output_tokens: wholeNumber.nullable(),
  compute_units: decimal.nullable(),
  actual_cost: decimal.nullable(),
  baseline_cost: decimal.nullable(),
  savings: decimal.nullable(),
  currency: z.string(),
  unpriced_reason: z.string().nullable(),
  baseline_provider: z.string().nullable(),
  baseline_model: z.string().nullable(),
});
export type ExportedRow = z.output<typeof exportedRow>;

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
