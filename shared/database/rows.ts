import { z, type ZodType } from 'zod';

/** The rows of a result, parsed. @throws ZodError when the statement and the schema have drifted apart */
export function parseRows<Row extends ZodType>(
  schema: Row,
  result: { readonly rows: readonly unknown[] },
): z.output<Row>[] {
  return z.array(schema).parse(result.rows);
}

/** A `bigint` or `numeric` count, which the driver gives as a string; below 2^53. */
export const wholeNumber = z.string().transform(Number).pipe(z.int());

/** A `timestamptz` as RFC 3339 in UTC. */
export const instantText = z.date().transform((date) => date.toISOString());
