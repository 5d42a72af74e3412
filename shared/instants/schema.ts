import * as z from 'zod';
import { RFC_3339, utcText } from './instants.ts';

interface Allowed {
  readonly error: string | ((issue: { readonly input?: unknown }) => string);
}

/** An RFC 3339 timestamp, which becomes its text in UTC with microseconds. @param allowed says what is, in errors */
export const rfc3339 = (allowed: Allowed) =>
  z
    .string(allowed)
    .regex(RFC_3339, { ...allowed, abort: true })
    .refine((text) => utcText(text) !== undefined, allowed)
    .meta({ format: 'date-time' })
    .transform((text) => utcText(text) ?? text);
