import * as z from 'zod';
import type { Transaction } from '../database/database.ts';
import { takePlaces } from './limits.statement.ts';
import { tooMany } from './problem.ts';

const atMost = z.object({ person: z.int().min(1), organization: z.int().min(1) });

/**
 * How much of a kind may run at the same time, and how many requests may come in a minute: of one person or API key, and of one
 * organization.
 */
export const limitsSchema = z.object({
  requests: atMost,
  requests_per_minute: atMost,
  what_ifs: atMost,
  exports: atMost,
});
export type Limits = z.infer<typeof limitsSchema>;
type Kind = Exclude<keyof Limits, 'requests_per_minute'>;

const SHOWN: Readonly<Record<Kind, string>> = {
  requests: 'requests',
  what_ifs: 'what-ifs',
  exports: 'exports',
};
/** A read is over in tens of milliseconds, what takes long in seconds. */
const RETRY_AFTER_S: Readonly<Record<Kind, number>> = { requests: 1, what_ifs: 2, exports: 10 };

let parsed: { readonly text: string; readonly limits: Limits } | undefined;

/** Those of the stage (REQUEST_LIMITS, JSON). @returns undefined where there are none, as in most tests */
export function requestLimits(): Limits | undefined {
  const { REQUEST_LIMITS: text } = process.env;
  if (text === undefined) return undefined;
  if (parsed?.text !== text) parsed = { text, limits: limitsSchema.parse(JSON.parse(text)) };
  return parsed.limits;
}

/**
 * Takes a place for what takes long, until the transaction ends.
 * @throws Problem 429 where the caller, or the organization, has none left
 */
export async function takePlace(
  transaction: Transaction,
  kind: Exclude<Kind, 'requests'>,
  organizationId: string,
): Promise<void> {
  const limit = requestLimits()?.[kind];
  if (limit === undefined) return;
  const taken = await takePlaces.one(transaction, {
    kind,
    organizationId,
    mostOfPerson: limit.person,
    mostOfOrganization: limit.organization,
  });
  if (!taken.of_person) throw tooManyAtOnce(kind, 'You have', limit.person);
  if (!taken.of_organization) throw tooManyAtOnce(kind, 'The organization has', limit.organization);
}

export const tooManyAtOnce = (kind: Kind, who: string, most: number) =>
  tooMany(
    `${who} ${most} ${SHOWN[kind]} running, which is the limit; try again when one of them is done.`,
    RETRY_AFTER_S[kind],
  );
