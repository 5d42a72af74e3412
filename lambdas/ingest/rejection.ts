import type { KeyedHashes } from '../../shared/users/keyed-hashes.ts';
import { redactName } from '../../shared/redaction/redact.ts';
import { structureOf } from './structure.ts';

/** Why a message can never be accepted. */
type RejectionReason =
  | 'invalid_json'
  | 'invalid_message'
  | 'impossible_token_split'
  | 'unknown_organization'
  | 'producer_not_allowed'
  | 'too_old'
  | 'too_far_ahead'
  | 'conflicting_duplicate';

/** What is kept of a rejected message, for its producer to act on: nothing of what it says. */
export interface Rejection {
  readonly messageId: string;
  readonly reason: RejectionReason;
  /** The offending field, e.g. `data.end_time`; null where it is the whole message. */
  readonly path: string | null;
  /** What is allowed there. */
  readonly detail: string;
  readonly organizationId: string | null;
  readonly executionId: string | null;
  /** Which service sent it; empty where that cannot be read. */
  readonly source: string;
  /** The shape of the body; null where it is no JSON. */
  readonly structure: object | null;
  readonly bodyBytes: number;
  /** Keyed, in hexadecimal: the same body again can be recognized, and no body guessed. */
  readonly bodyHash: string;
}

/** The outcome of a check that a message did not pass. */
export type Refusal = Pick<Rejection, 'reason' | 'path' | 'detail'>;

export const CONFLICT: Refusal = {
  reason: 'conflicting_duplicate',
  path: 'id',
  detail: 'id: an execution with this id and different content is already stored; the first one is kept',
};

const LONGEST_SOURCE = 200;
const LONGEST_DETAIL = 2_000;

/** A source as it is kept: names of services are not private, but anything may stand there. */
export const keptSource = (source: string): string =>
  redactName(source.toWellFormed().replaceAll('\0', '')).slice(0, LONGEST_SOURCE).toWellFormed();

/**
 * @param json the body, parsed; undefined where it is no JSON
 */
export function rejectionOf(
  refusal: Refusal,
  message: Pick<Rejection, 'messageId' | 'organizationId' | 'executionId' | 'source'> & {
    readonly body: string;
  },
  json: unknown,
  hashes: KeyedHashes,
): Rejection {
  const { body, ...known } = message;
  const shape = json === undefined ? null : structureOf(json);
  return {
    ...known,
    source: keptSource(known.source),
    reason: refusal.reason,
    path: refusal.path,
    detail: refusal.detail.slice(0, LONGEST_DETAIL).toWellFormed(),
    structure: typeof shape === 'object' || shape === null ? shape : { body: shape },
    bodyBytes: Buffer.byteLength(body),
    bodyHash: hashes.hashContent(body),
  };
}
