import { accessMetrics } from '../../audit/metric-names.ts';
import type { Database } from '../../database/database.ts';
import { createLogger } from '../../logging/logger.ts';
import { publish } from '../../metrics/publish.ts';
import type { Caller } from '../caller.ts';
import { requestLimits } from '../limits.ts';
import { tooMany } from '../problem.ts';
import { waitAtMost } from '../wait-at-most.ts';
import { countRequests } from './count-requests.statement.ts';
import { requestRates, type Exchange } from './request-rates.ts';

/** The longest that an answer waits for the count: it is kept beside the work itself. */
const LONGEST_MS = 500;

const rates = requestRates();
/** What each request was counted for already: it may begin several transactions. */
const counted = new WeakMap<Caller, Set<string>>();

/**
 * Counts a request once, for its caller or for the organization that has let the caller in.
 * @returns to be waited for before the answer; does not reject: where it cannot be counted, requests pass
 * @throws Problem 429 where there were as many in this minute as are allowed
 */
export function spendRequest(database: Database, caller: Caller, organizationId?: string): Promise<void> {
  const limits = requestLimits();
  if (limits === undefined) return Promise.resolve();
  const kind = organizationId === undefined ? 'person' : 'organization';
  const allowance = { requests: limits.requests_per_minute[kind], atOnce: limits.requests[kind] };
  // A key by its hash: its id is no secret, and what is made up with it must not use up the key's own.
  const person = caller.apiKey?.hash ?? caller.subject;
  const who = organizationId === undefined ? `person ${person}` : `organization ${organizationId}`;
  const already = counted.get(caller) ?? new Set();
  if (already.has(who)) return Promise.resolve();
  counted.set(caller, already.add(who));
  const exchange: Exchange = async (minute, name, requests) => {
    try {
      const parameters = { minute: new Date(minute).toISOString(), who: name, requests };
      const { total } = await database.aside((transaction) => countRequests.one(transaction, parameters));
      return total;
    } catch (error) {
      createLogger().error('requests were not counted', { error });
      publish(accessMetrics, { uncounted: 1 });
      throw error;
    }
  };
  const { retryAfter, exchanged } = rates.spend(who, allowance, Date.now(), exchange);
  if (retryAfter !== undefined) {
    const whose = organizationId === undefined ? 'You have' : 'The organization has';
    throw tooMany(
      `${whose} made ${allowance.requests.toLocaleString('en-US')} requests in this minute, which is the limit; it is over in ${retryAfter} s.`,
      retryAfter,
    );
  }
  return exchanged ? waitAtMost(LONGEST_MS, exchanged) : Promise.resolve();
}
