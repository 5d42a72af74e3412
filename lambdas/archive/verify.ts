import * as z from 'zod';
import type { DuckDb } from '../../shared/duckdb/duckdb.ts';

const row = z.record(z.string(), z.string().nullable());
type Row = z.output<typeof row>;

const KEY = ['provider', 'model', 'task_type'] as const;
const MEASURES = [
  'executions',
  'successful',
  'priced',
  'compared',
  'costed_successful',
  'routed',
  'cost_optimized',
  'negative_savings',
  'failed_without_usage',
  'total_tokens',
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'compute_units',
  'actual_cost',
  'baseline_cost',
  'failed_cost',
  'uncompared_cost',
  'duration_ms',
] as const;

interface Expected {
  /** Rows of the file, voided ones among them. */
  readonly executions: number;
  /** The rollups' rows, as JSON in which every measure is text. */
  readonly expected: readonly string[];
}

/** Compares what files have with the rollups, by provider, model and task type. @returns the first difference, in words */
export async function unequalMeasures(
  duckDb: DuckDb,
  { executions, expected }: Expected,
): Promise<string | undefined> {
  const [{ rows } = { rows: null }] = await duckDb.rows('select count(*) as rows from task_executions');
  if (rows !== String(executions)) return `${executions} executions were read, ${rows} are in the file`;
  const found = await duckDb.rows(
    `select ${KEY.join(', ')}, ${MEASURES.map((name) => `cast(${name} as varchar) as ${name}`).join(', ')}
     from current_measures`,
  );
  const inFiles = new Map(found.map((each) => [keyOf(each), each]));
  const wanted = expected.map((text) => row.parse(JSON.parse(text)));
  for (const each of wanted) {
    const key = keyOf(each);
    const other = inFiles.get(key);
    inFiles.delete(key);
    if (other === undefined) return `${key} is in the rollups and not in the files`;
    for (const name of MEASURES) {
      if (trimmed(each[name]) !== trimmed(other[name]))
        return `${name} of ${key} is ${trimmed(each[name])} in the rollups and ${trimmed(other[name])} in the files`;
    }
  }
  const [key] = inFiles.keys();
  return key === undefined ? undefined : `${key} is in the files and not in the rollups`;
}

const keyOf = (each: Row): string => JSON.stringify(KEY.map((name) => each[name] ?? null));

/** A decimal without the zeros behind its last one: its scale is its type's, not its value's. */
const trimmed = (decimal: string | null | undefined): string | undefined =>
  decimal?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
