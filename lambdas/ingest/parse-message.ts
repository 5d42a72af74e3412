import { z } from 'zod';
import { checkConsistency } from './check-consistency.ts';
import { executionCompleted, type ExecutionData } from './contract.ts';
import { content } from './hashes/content.ts';
import type { HashedUser, KeyedHashes } from './hashes/keyed-hashes.ts';
import { redactBody } from './redact.ts';
import type { Refusal, Rejection } from './rejection.ts';

/** A valid message; whether its organization accepts it is not known yet. */
export interface Execution {
  readonly messageId: string;
  readonly id: string;
  readonly data: ExecutionData;
  readonly user: HashedUser;
  readonly contentHash: string;
  readonly body: string;
}

export type Parsed = Execution | Rejection;

export interface Message {
  readonly messageId: string;
  readonly body: string;
}

/** Parses one SQS message into an execution, or says why it can never be one. */
export function parseMessage({ messageId, body }: Message, hashes: KeyedHashes): Parsed {
  let json: unknown;
  const reject = (refusal: Refusal): Rejection => ({
    messageId,
    ...refusal,
    ...identify(json),
    body: redactBody(body, json),
  });

  try {
    json = body.includes('\\u') && UNSTORABLE.test(body) ? JSON.parse(body, storable) : JSON.parse(body);
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
  const refusal = checkConsistency(data);
  if (refusal) return reject(refusal);
  const user = hashes.hashUser(data.organization_id, data.user_id);
  const contentHash = hashes.hashContent(content(sentData(json)));
  return { messageId, id, data, user, contentHash, body };
}

/** The data of a message that is known to have some, as it was sent. */
function sentData(json: unknown): object {
  if (typeof json === 'object' && json !== null && 'data' in json) {
    const { data } = json;
    if (typeof data === 'object' && data !== null) return data;
  }
  throw new Error('a valid message has data');
}

/** What JSON can say and PostgreSQL cannot store: U+0000 and lone surrogates. One would fail a whole statement. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
}

const identified = z.object({
  id: z.guid().nullable().catch(null),
  data: z.object({ organization_id: z.guid().nullable().catch(null) }).catch({ organization_id: null }),
});

/** Whose message it was, as far as it can be read. */
function identify(json: unknown): Pick<Rejection, 'organizationId' | 'executionId'> {
  const { data: found } = identified.safeParse(json);
  return { organizationId: found?.data.organization_id ?? null, executionId: found?.id ?? null };
}

export function isRejection(parsed: Parsed): parsed is Rejection {
  return 'reason' in parsed;
}

export function isExecution(parsed: Parsed): parsed is Execution {
  return !isRejection(parsed);
}
