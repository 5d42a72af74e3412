import * as z from 'zod';
import { RFC_3339, utcOfRfc3339 } from './instants.ts';

interface Allowed {
  readonly error: string | ((issue: { readonly input?: unknown }) => string);
}

/** An RFC 3339 timestamp, which becomes its text in UTC with microseconds. @param allowed says what is, in errors */
export const rfc3339 = (allowed: Allowed) =>
  z
    .string(allowed)
    .regex(RFC_3339, { ...allowed, abort: true })
    .meta({ format: 'date-time' })
    // In one step: what is sent by the thousand is not to be read twice.
    .transform((text, { issues }) => {
      const utc = utcOfRfc3339(text);
      if (utc !== undefined) return utc;
      const message = typeof allowed.error === 'string' ? allowed.error : allowed.error({ input: text });
      issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    });
