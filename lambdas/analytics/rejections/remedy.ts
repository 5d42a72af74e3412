import type * as z from 'zod';
import type { rejectionReason } from './contract.ts';

/** What to do about rejections of a kind, as sentences for whoever runs the service that sends. */
const REMEDIES: Readonly<Record<z.output<typeof rejectionReason>, string>> = {
  invalid_json: 'Send one JSON object as the body of each message.',
  invalid_message:
    'Correct the field; the detail says what is allowed. The same executions may be sent again under the same ids.',
  impossible_token_split:
    'Report parts that do not exceed their total, and a total that is the sum of its requests.',
  unknown_organization: 'Use the id of an organization that exists, or have an operator create it.',
  producer_not_allowed:
    'If the sender that the detail names is yours, an admin registers it (Settings, Producers); then send the executions again. If not, somebody else tries to write these figures.',
  too_old:
    'Nothing, or keep data longer: it is older than the retention of the organization (retention_days).',
  too_far_ahead: 'Correct the clock of the service, or send when the execution has finished.',
  conflicting_duplicate: 'Use a new id for a new execution: the first one with this id was kept.',
};

export const remedyOf = (reason: z.output<typeof rejectionReason>): string => REMEDIES[reason];
