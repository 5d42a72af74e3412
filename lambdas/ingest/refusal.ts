import { STARTS_AHEAD_MS } from '../../shared/start-times/start-times.ts';
import type { KnownOrganization } from './known-organizations.ts';
import type { Execution } from './parse-message.ts';
import type { Refusal } from './rejection.ts';

export function unknownOrganization({ data }: Execution): Refusal {
  return {
    reason: 'unknown_organization',
    path: 'data.organization_id',
    detail: `data.organization_id: there is no organization ${data.organization_id}`,
  };
}

/** Names the sender, so that an admin can register it. */
export function producerNotAllowed({ data, producer }: Execution): Refusal {
  const sender = producer === null ? 'a sender without a unique id' : `the sender ${producer}`;
  return {
    reason: 'producer_not_allowed',
    path: null,
    detail: `${sender} is not a producer of the organization ${data.organization_id}; an admin of it can register it`,
  };
}

/**
 * Why an organization does not take an execution at the time `now` (epoch milliseconds); undefined if it does. It keeps whole
 * reporting days.
 */
export function untimely(
  { data }: Execution,
  { retentionDays, keptFrom }: Pick<KnownOrganization, 'retentionDays' | 'keptFrom'>,
  now: number,
): Refusal | undefined {
  if (Date.parse(data.start_time) < keptFrom) {
    return {
      reason: 'too_old',
      path: 'data.start_time',
      detail:
        `data.start_time: must be at or after ${new Date(keptFrom).toISOString()}; the organization keeps ` +
        `${retentionDays} days before today, and none of which executions were deleted already`,
    };
  }
  for (const field of ['start_time', 'end_time'] as const) {
    if (Date.parse(data[field]) > now + STARTS_AHEAD_MS) {
      return {
        reason: 'too_far_ahead',
        path: `data.${field}`,
        detail: `data.${field}: must be at most 5 minutes in the future`,
      };
    }
  }
  return undefined;
}
