import { hash } from 'node:crypto';
import { executionCompleted, type ExecutionData } from './contract.ts';
import { redactBody } from './redact.ts';
import type { Refusal, Rejection } from './rejection.ts';

/** A valid message; whether its organization accepts it is not known yet. */
export interface Execution {
  readonly messageId: string;
  readonly id: string;
  readonly data: ExecutionData;
  /** SHA-256 of the normalized content, 16 bytes in hexadecimal: tells a repeated message from a conflicting one. */
  readonly contentHash: string;
  readonly body: string;
}

export type Parsed = Execution | Rejection;

export interface Message {
  readonly messageId: string;
  readonly body: string;
}

/** Parses one SQS message into an execution, or says why it can never be one. */
export function parseMessage({ messageId, body }: Message): Parsed {
  const reject = (refusal: Refusal, named?: { organization_id: string; id: string }): Rejection => ({
    messageId,
    ...refusal,
    organizationId: named?.organization_id ?? null,
    executionId: named?.id ?? null,
    body: redactBody(body),
  });

  let json: unknown;
  try {
    json = UNSTORABLE.test(body) ? JSON.parse(body, storable) : JSON.parse(body);
  } catch {
    return reject({ reason: 'invalid_json', path: null, detail: 'the body must be one JSON object' });
  }
  const parsed = executionCompleted.safeParse(json);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      message,
    }));
    return reject({
      reason: 'invalid_message',
      path: issues[0]?.path || null,
      detail: issues.map(({ path, message }) => `${path}: ${message}`).join('; '),
    });
  }
  const { data } = parsed.data;
  const id = parsed.data.id.toLowerCase();
  data.organization_id = data.organization_id.toLowerCase();
  const refusal = checkTokens(data) ?? checkOrder(data);
  if (refusal) return reject(refusal, { organization_id: data.organization_id, id });
  const contentHash = hash('sha256', JSON.stringify(data), 'hex').slice(0, 32);
  return { messageId, id, data, contentHash, body };
}

/** What JSON can say and PostgreSQL cannot store: U+0000 and lone surrogates. One would fail a whole statement. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
}

export function isRejection(parsed: Parsed): parsed is Rejection {
  return 'reason' in parsed;
}

export function isExecution(parsed: Parsed): parsed is Execution {
  return !isRejection(parsed);
}

/** `input_tokens` includes the cached classes, and `tokens_used` is input + output where both are given. */
function checkTokens(data: ExecutionData): Refusal | undefined {
  const { tokens_used: used, input_tokens: input, output_tokens: output } = data;
  const known = input != null && output != null;
  if (used == null && !known) {
    return {
      reason: 'invalid_message',
      path: 'data.tokens_used',
      detail: 'data.tokens_used: either tokens_used or both input_tokens and output_tokens must be given',
    };
  }
  const impossible = (path: string, detail: string): Refusal => ({
    reason: 'impossible_token_split',
    path: `data.${path}`,
    detail: `data.${path}: ${detail}`,
  });
  if (used != null && known && used !== input + output) {
    return impossible(
      'tokens_used',
      `must be input_tokens + output_tokens, ${input + output}, but is ${used}`,
    );
  }
  if (used != null && (input ?? 0) + (output ?? 0) > used) {
    return impossible('tokens_used', `must be at least its known parts, but is ${used}`);
  }
  const cached = (data.cache_read_tokens ?? 0) + (data.cache_write_tokens ?? 0);
  const whole = input ?? used ?? 0;
  if (cached > whole) {
    return impossible(
      'cache_read_tokens',
      `cache_read_tokens + cache_write_tokens must be at most input_tokens, ${whole}, but are ${cached}`,
    );
  }
  return undefined;
}

function checkOrder({ start_time: start, end_time: end }: ExecutionData): Refusal | undefined {
  const difference = Date.parse(end) - Date.parse(start) || compareText(fraction(end), fraction(start));
  if (difference >= 0) return undefined;
  return {
    reason: 'invalid_message',
    path: 'data.end_time',
    detail: 'data.end_time: must not be before start_time',
  };
}

/** Decimals of the second, past the milliseconds that Date compares. */
function fraction(instant: string): string {
  return /\.(\d+)/.exec(instant)?.[1]?.padEnd(12, '0') ?? '0'.repeat(12);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
