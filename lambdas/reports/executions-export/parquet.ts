import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ColumnType } from '../../../shared/duckdb/column-types-contract.ts';
import { writeParquet } from '../../../shared/duckdb/write-parquet.ts';
import { columns } from './exported-row.ts';

type Column = (typeof columns)[number];

/** Of columns that are no text. */
const types: Readonly<Partial<Record<Column, ColumnType>>> = {
  day: 'DATE',
  start_time: 'TIMESTAMP',
  end_time: 'TIMESTAMP',
  duration_ms: 'BIGINT',
  success: 'BOOLEAN',
  tokens_used: 'BIGINT',
  input_tokens: 'BIGINT',
  cache_read_tokens: 'BIGINT',
  cache_write_tokens: 'BIGINT',
  output_tokens: 'BIGINT',
  compute_units: 'DECIMAL(38,18)',
  actual_cost: 'DECIMAL(24,12)',
  baseline_cost: 'DECIMAL(24,12)',
  savings: 'DECIMAL(24,12)',
  requests: 'BIGINT',
  cache_write_1h_tokens: 'BIGINT',
  reasoning_tokens: 'BIGINT',
  audio_input_tokens: 'BIGINT',
  audio_output_tokens: 'BIGINT',
  image_input_tokens: 'BIGINT',
  web_searches: 'BIGINT',
  cache_hit: 'BOOLEAN',
  attempt: 'INTEGER',
  router_cost: 'DECIMAL(38,18)',
  quality: 'DOUBLE',
  provider_cost: 'DECIMAL(38,18)',
};

/** Less than the 12 s after which PostgreSQL ends a transaction that is idle. */
const KEEP_MS = 4_000;

/**
 * A Parquet file of lines of JSON with the columns of an export: on the disk, since it begins with the first row and ends with where
 * all of them are.
 * @param keep keeps the transaction that they are read in, while the file is made
 * @throws DoesNotFit of an amount with more digits than messages may have
 */
export async function* parquetOf(
  lines: AsyncIterable<string>,
  keep: () => Promise<unknown>,
): AsyncGenerator<Buffer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'payback-export-'));
  const written = path.join(directory, 'lines.ndjson.gz');
  const file = path.join(directory, 'executions.parquet');
  try {
    await pipeline(Readable.from(lines), createGzip({ level: 1 }), createWriteStream(written));
    // Loaded by who asks for it: a library of 70 MB.
    const { openDuckDb } = await import('../../../shared/duckdb/duckdb.ts');
    const duckDb = await openDuckDb(directory);
    // What goes wrong with it goes wrong with the next statement, too.
    const kept = setInterval(() => void keep().catch(() => undefined), KEEP_MS);
    try {
      const typed = Object.fromEntries(columns.map((column) => [column, types[column] ?? 'VARCHAR']));
      await writeParquet(duckDb, { what: 'execution', columns: typed, lines: written, file });
    } finally {
      clearInterval(kept);
      duckDb.close();
    }
    for await (const chunk of createReadStream(file)) yield Buffer.from(chunk);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
