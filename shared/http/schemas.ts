import * as z from 'zod';
import { rfc3339 } from '../instants/schema.ts';
import { LONGEST_NAME, MISLEADING, PRINTABLE, UNSEEN } from '../names/names.ts';
import { redactText } from '../redaction/redact.ts';

/** Says what a value must be, and also that it is missing where it is. */
export function mustBe(allowed: string): { error: (issue: { readonly input?: unknown }) => string } {
  return {
    error: ({ input }) => (input === undefined ? `is required: ${allowed}` : `must be ${allowed}`),
  };
}

/** A query parameter that is true or false. Becomes a boolean. */
export const yesOrNo = z
  .enum(['true', 'false'], mustBe('true or false'))
  .transform((value) => value === 'true');

// Any version: executions and organizations may come from elsewhere, users' ids are parts of a hash. One spelling, as PostgreSQL's:
// limits, folders of files and the audit log go by the text.
export const uuid = z.guid(mustBe('a UUID')).toLowerCase();

/** Text that PostgreSQL can store: it takes no U+0000 and no lone surrogate. */
export function text(shortest: number, longest: number): z.ZodString {
  const allowed = `text of ${shortest} to ${longest} characters without U+0000`;
  return z
    .string(mustBe(allowed))
    .min(shortest, mustBe(allowed))
    .max(longest, mustBe(allowed))
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { ...mustBe(allowed), abort: true });
}

/** One line of what can be seen: neither control characters nor such that change the direction or have no width. */
export function line(shortest: number, longest: number): z.ZodString {
  const allowed = `${shortest} to ${longest} printable characters, in one line`;
  return text(shortest, longest).refine((value) => !UNSEEN.test(value), {
    ...mustBe(allowed),
    abort: true,
  });
}

/** A name that people tell from others by sight. */
export function name(shortest: number, longest: number): z.ZodString {
  const allowed = 'without space at its ends';
  return line(shortest, longest).refine((value) => value === value.trim(), mustBe(allowed));
}

/**
 * Text that a person writes for others to read, of as many lines as it takes, but without other control characters and without
 * such that change the direction of what follows. Redacted before anything is done with it, which can make it longer: the limit
 * holds for what is kept.
 */
export const freeText = (shortest: number, longest: number) =>
  text(shortest, longest)
    .refine(
      (value) => !MISLEADING.test(value),
      mustBe('without control characters, except tabs and line ends, and without direction overrides'),
    )
    .transform(redactText)
    .refine((kept) => kept.length <= longest, {
      error: `must be at most ${longest} characters, also where [email], [secret] and the like stand for what is not kept`,
    });

/** What messages call a person. */
export const externalId = text(1, 8_000).meta({
  description: "A person's `user_id` as messages have it. Only its keyed hash is stored.",
  example: 'mona@example.com',
});

export const organizationId = uuid.meta({
  description: 'An organization that the caller is a member of.',
  example: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f',
});

const dateOrTimestamp = mustBe('a date (YYYY-MM-DD) or an RFC 3339 timestamp (2026-01-26T10:00:00Z)');

/** A reporting day: `YYYY-MM-DD`, or a timestamp, in UTC then, that is floored to the organization's day. */
export const dayOrTime = z
  .union([z.iso.date({ abort: true }), rfc3339(dateOrTimestamp)], dateOrTimestamp)
  .refine((value) => value >= '1900' && value < '2200', mustBe('between the years 1900 and 2199'));

/** An instant: an RFC 3339 timestamp, or a date, which is midnight UTC. Becomes the timestamp's text in UTC, with microseconds. */
export const instant = dayOrTime.transform((value) =>
  value.includes('T') ? value : `${value}T00:00:00.000000Z`,
);

export const reportingDay = z.iso.date().meta({ description: 'A reporting day.', example: '2026-01-26' });

export const timestamp = z.iso
  .datetime({ offset: true })
  .meta({ description: 'RFC 3339, UTC.', example: '2026-01-26T10:00:00.000Z' });

export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'An exact decimal.', example: '12.345678901234' });

/** The open vocabularies of messages: a new provider, model or task type is never an error. */
function vocabulary(longest: number): z.ZodString {
  const allowed = `1 to ${longest} printable characters`;
  return z
    .string(mustBe(allowed))
    .min(1, mustBe(allowed))
    .regex(PRINTABLE, mustBe(allowed))
    .max(longest, mustBe(allowed));
}
export const provider = vocabulary(LONGEST_NAME.provider).meta({ example: 'github_copilot' });
export const model = vocabulary(LONGEST_NAME.model).meta({ example: 'gpt-5-mini' });
export const taskType = vocabulary(LONGEST_NAME.taskType).meta({ example: 'code_generation' });

/** Why an execution is in the review queue. */
export const flagKind = z.enum(
  ['negative_savings', 'cost_over_10x_baseline', 'over_review_threshold'],
  mustBe('one of negative_savings, cost_over_10x_baseline, over_review_threshold'),
);
export const flagStatus = z.enum(['open', 'reviewed'], mustBe('open or reviewed'));

export const pageSize = z.coerce
  .number()
  .pipe(
    z
      .int(mustBe('a whole number from 1 to 200'))
      .min(1, mustBe('at least 1'))
      .max(200, mustBe('at most 200')),
  )
  .default(50)
  .meta({
    description: 'How many items at most.',
    example: 50,
    // OpenAPI sees only the text that is coerced.
    override: { type: 'integer', minimum: 1, maximum: 200 },
  });

export const cursor = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: '`next_cursor` of the previous page, unchanged.' });

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` to read on; null on the last page.' });
