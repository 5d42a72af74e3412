import type { ExecutionData } from './contract.ts';
import { redactBody } from './redact.ts';

/** Why a message can never be accepted. */
type RejectionReason =
  | 'invalid_json'
  | 'invalid_message'
  | 'impossible_token_split'
  | 'unknown_organization'
  | 'too_old'
  | 'too_far_ahead'
  | 'conflicting_duplicate';

/** What is kept of a rejected message, for its producer to act on. */
export interface Rejection {
  readonly messageId: string;
  readonly reason: RejectionReason;
  /** The offending field, e.g. `data.end_time`; null where it is the whole message. */
  readonly path: string | null;
  /** What is allowed there. */
  readonly detail: string;
  readonly organizationId: string | null;
  readonly executionId: string | null;
  readonly body: string;
}

/** The outcome of a check that a message did not pass. */
export type Refusal = Pick<Rejection, 'reason' | 'path' | 'detail'>;

export const CONFLICT: Refusal = {
  reason: 'conflicting_duplicate',
  path: 'id',
  detail: 'id: an execution with this id and other content was stored before; the first one stays',
};

/** Rejects a message that parsed well. */
export function reject(
  {
    messageId,
    id,
    data,
    body,
  }: Pick<Rejection, 'messageId' | 'body'> & {
    readonly id: string;
    readonly data: ExecutionData;
  },
  refusal: Refusal,
): Rejection {
  return {
    messageId,
    ...refusal,
    organizationId: data.organization_id,
    executionId: id,
    body: redactBody(body, JSON.parse(body)),
  };
}
