import * as z from 'zod';
import { checkConsistency } from './check-consistency.ts';
import { executionCompleted, type ExecutionData, type ExecutionMessage } from './contract.ts';
import { content } from './hashes/content.ts';
import { namedPath } from './fields.ts';
import type { HashedUser, KeyedHashes } from '../../shared/users/keyed-hashes.ts';
import { keepLabels } from './labels.ts';
import { keptSource, rejectionOf, type Refusal, type Rejection } from './rejection.ts';
import { inPlainWords } from './plain-words.ts';
import { repair } from './repair/repair.ts';
import { principalOf } from './senders/sender.ts';
import { readStorable } from './storable-json.ts';
import { reportedUsage, type ReportedUsage } from './usage/usage.ts';
import { userRemover } from './user-remover.ts';

/** A valid message; whether its organization accepts it is not known yet. */
export interface Execution {
  readonly messageId: string;
  readonly id: string;
  /** Which service sent it, as it says. */
  readonly source: string;
  /** Who sent it, as SQS attests; null where that is nobody that could be registered. */
  readonly producer: string | null;
  readonly data: ExecutionData;
  readonly reported: ReportedUsage;
  /** Null where the message names nobody. */
  readonly user: HashedUser | null;
  readonly contentHash: string;
  /** What was cut, left out or preferred to something else, without what was sent. */
  readonly notes: readonly string[];
  /** What is kept of it where it cannot be accepted after all. */
  readonly reject: (refusal: Refusal) => Rejection;
}

export type Parsed = Execution | Rejection;

export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: {
    /** The unique id of who sent it, and of a role the session's name. */
    readonly SenderId: string;
    /** How often it was delivered, this time included. */
    readonly ApproximateReceiveCount?: string;
  };
}

/** Parses one SQS message into an execution, or says why it can never be one. */
export function parseMessage({ messageId, body, attributes }: Message, hashes: KeyedHashes): Parsed {
  let json: unknown;
  const reject = (refusal: Refusal): Rejection =>
    rejectionOf(refusal, { messageId, body, ...identify(json) }, json, hashes);

  try {
    json = readStorable(body);
  } catch {
    return reject({ reason: 'invalid_json', path: null, detail: 'the body must be one JSON object' });
  }
  const valid = validate(json, body);
  if ('reason' in valid) return reject(valid);
  const { data } = valid.message;
  const id = valid.message.id.toLowerCase();
  data.organization_id = data.organization_id.toLowerCase();
  const reported = reportedUsage(data);
  const refusal = checkConsistency(data, reported);
  if (refusal) return reject(refusal);
  const user = data.user_id == null ? null : hashes.hashUser(data.organization_id, data.user_id);
  const contentHash = hashes.hashContent(content(sentData(json)));
  const notes = keptNotes([...valid.notes, ...keepLabels(data), ...reported.notes]);
  const source = keptSource(userRemover(data.user_id)(valid.message.source));
  const producer = principalOf(attributes.SenderId);
  return { messageId, id, source, producer, data, reported, user, contentHash, notes, reject };
}

/** A label list of thousands may be odd in each of its entries; that it is, the first ones tell. */
const MOST_NOTES = 50;

function keptNotes(notes: readonly string[]): readonly string[] {
  const left = notes.length - MOST_NOTES;
  return left > 0 ? [...notes.slice(0, MOST_NOTES), `and ${left} more`] : notes;
}

/** What is mended may be wrong in another way: a name without what cannot be printed may be empty. */
const MOST_REPAIRS = 3;

/** The message as the contract has it, mended where that is allowed. `json` is left as it was sent. */
function validate(
  json: unknown,
  body: string,
): { readonly message: ExecutionMessage; readonly notes: readonly string[] } | Refusal {
  let parsed = executionCompleted.safeParse(json, { error: inPlainWords });
  if (parsed.success) return { message: parsed.data, notes: [] };
  const asSent = refusalOf(parsed.error.issues);
  const copy = readStorable(body);
  const notes: string[] = [];
  for (let round = 0; round < MOST_REPAIRS; round += 1) {
    const mended = repair(copy, parsed.error.issues);
    if (mended === undefined) return asSent;
    notes.push(...mended);
    parsed = executionCompleted.safeParse(copy, { error: inPlainWords });
    if (parsed.success) return { message: parsed.data, notes };
  }
  return asSent;
}

/** Of what is wrong with a message so much is told. */
const MOST_TOLD = 20;

function refusalOf(issues: readonly z.core.$ZodIssue[]): Refusal {
  // What could have been mended is not why a message is refused.
  const decisive = issues.filter((issue) => repair({}, [issue]) === undefined);
  const told = (decisive.length > 0 ? decisive : issues).map(({ path, message }) => ({
    path: namedPath(path),
    message,
  }));
  return {
    reason: 'invalid_message',
    path: told[0]?.path || null,
    detail: [
      ...told.slice(0, MOST_TOLD).map(({ path, message }) => `${path}: ${message}`),
      ...(told.length > MOST_TOLD ? [`and ${told.length - MOST_TOLD} more`] : []),
    ].join('; '),
  };
}

/** The data of a message that is known to have some, as it was sent. */
function sentData(json: unknown): object {
  if (typeof json === 'object' && json !== null && 'data' in json) {
    const { data } = json;
    if (typeof data === 'object' && data !== null) return data;
  }
  throw new Error('a valid message has data');
}

const identified = z.object({
  source: z.string().catch(''),
  id: z.guid().nullable().catch(null),
  data: z
    .object({ organization_id: z.guid().nullable().catch(null), user_id: z.string().nullable().catch(null) })
    .catch({ organization_id: null, user_id: null }),
});

/** The organization and the id of the message, as far as they can be read. */
function identify(json: unknown): Pick<Rejection, 'organizationId' | 'executionId' | 'source'> {
  const { data: found } = identified.safeParse(json);
  return {
    organizationId: found?.data.organization_id ?? null,
    executionId: found?.id?.toLowerCase() ?? null,
    source: userRemover(found?.data.user_id)(found?.source ?? ''),
  };
}

export function isRejection(parsed: Parsed): parsed is Rejection {
  return 'reason' in parsed;
}

export function isExecution(parsed: Parsed): parsed is Execution {
  return !isRejection(parsed);
}
