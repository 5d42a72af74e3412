import pg from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ: number = 1184;
const TEXT_ARRAY: number = 1009;

/** A `bigint`. @throws RangeError where a number would be another one */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is more than a number holds exactly`);
  return value;
}

const parseDate: (text: string) => unknown = pg.types.getTypeParser(TIMESTAMPTZ);
const parseTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY);

/** A `timestamptz` as RFC 3339 in UTC with milliseconds, or PostgreSQL's `infinity` and `-infinity`. */
function instant(text: string): string {
  const date = parseDate(text);
  return date instanceof Date ? date.toISOString() : text;
}

const asText = (text: string): string => text;

const arrayOf =
  <T>(parse: (text: string) => T) =>
  (text: string): T[] =>
    parseTextArray(text).map((element) => {
      if (element === null) throw new TypeError('an array of a row holds null, which its type does not say');
      return parse(element);
    });

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [DATE, asText],
  [TIMESTAMPTZ, instant],
  [TEXT_ARRAY, arrayOf(asText)],
  [1007, arrayOf(safeInteger)],
  [1016, arrayOf(safeInteger)],
  [1182, arrayOf(asText)],
  [2951, arrayOf(asText)],
]);

/** How the values of rows are read, as sql/statements/types.ts declares them. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

/** Values as PostgreSQL writes them. */
export const unread: pg.CustomTypesConfig = { getTypeParser: () => asText };

/** What values that are not read are, as far as it decides about how they are written elsewhere. */
export type Kind = 'boolean' | 'integer' | 'decimal' | 'double' | 'text';

const kinds: ReadonlyMap<number | undefined, Kind> = new Map([
  [16, 'boolean'],
  [INT8, 'integer'],
  [21, 'integer'],
  [23, 'integer'],
  [701, 'double'],
  [1700, 'decimal'],
]);

/** @param type the identifier of a column's type */
export const kindOf = (type: number | undefined): Kind => kinds.get(type) ?? 'text';
