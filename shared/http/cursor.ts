import type { ZodType } from 'zod';
import type * as z from 'zod';
import { invalidRequest } from './problem.ts';

/** Where a page ended, as an opaque text for the next request. */
export function encodeCursor(position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws Problem naming the parameter `cursor` when it is not one of {@link encodeCursor}'s for this schema */
export function decodeCursor<Position extends ZodType>(schema: Position, cursor: string): z.output<Position> {
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (parsed.success) return parsed.data;
  throw invalidRequest([
    { parameter: 'cursor', detail: 'must be next_cursor of the previous page, unchanged' },
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
