import { parse } from 'csv-parse';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Trouble } from '../trouble.ts';
import { commaSeparated } from './csv-records.ts';

/** One line of a file, as a message. */
export interface Line {
  /** From 1, as editors count; of a CSV the header is line 1. */
  readonly number: number;
  readonly message: object;
  /** Why it is none; then the message is empty. */
  readonly wrong?: string;
}

/** Columns that are numbers or truth values in messages; all others are texts. */
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const TEXTS =
  /(^|\.)(id|organization_id|user_id|task_id|provider|model|task_type|requested_model|request_id|session_id|error_message|task_description|service_tier|speed|inference_geo|routing_strategy|chosen_provider|reasoning|algorithm_version|start_time|end_time|currency|amount)$|^labels\./;

/** The lines of a file of executions: CSV with a header of field names (dotted: `usage.input_tokens`), or NDJSON of executions or CloudEvents. */
export async function* readLines(file: string, source: string): AsyncGenerator<Line> {
  yield* /\.csv$/i.test(file) ? csvLines(file, source) : jsonLines(file, source);
}

async function* csvLines(file: string, source: string): AsyncGenerator<Line> {
  const parser = createReadStream(file).pipe(
    parse({ bom: true, columns: commaSeparated, info: true, skip_empty_lines: true, trim: true }),
  );
  try {
    for await (const { record, info } of parser) {
      const data: Record<string, unknown> = {};
      for (const [name, text] of Object.entries<string>(record)) {
        if (text !== '') set(data, name.split('.'), TEXTS.test(name) ? text : valueOf(text));
      }
      yield { number: info.lines, message: envelope(data, source) };
    }
  } catch (error) {
    throw new Trouble(`${file} is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function* jsonLines(file: string, source: string): AsyncGenerator<Line> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      yield { number, message: {}, wrong: 'must be one JSON object' };
      continue;
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      yield { number, message: {}, wrong: 'must be one JSON object' };
    } else yield { number, message: 'specversion' in parsed ? parsed : envelope({ ...parsed }, source) };
  }
}

function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(text) ? Number(text) : text;
}

function set(
  target: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const known = target[first];
  const inner: Record<string, unknown> = typeof known === 'object' && known !== null ? { ...known } : {};
  set(inner, rest, value);
  target[first] = inner;
}

/** The same execution has the same id whenever its file is sent: of its own, or made of what it says. */
function envelope({ id, ...data }: Record<string, unknown>, source: string): object {
  return {
    specversion: '1.0',
    id: typeof id === 'string' ? id : idOf(JSON.stringify(data)),
    source,
    type: 'payback.execution.completed.v1',
    time: data['end_time'],
    datacontenttype: 'application/json',
    data,
  };
}

/** A UUID of version 8 (RFC 9562) from a SHA-256. */
function idOf(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return parts.join('-');
}
