/** What rows give and parameters take, by PostgreSQL's name of the type; shared/database/row-types.ts reads them so. */
const plain: Partial<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  numeric: 'string',
  text: 'string',
  time: 'string',
  timestamptz: 'string',
  uuid: 'string',
  varchar: 'string',
};

const rows: Partial<Record<string, string>> = {
  ...plain,
  json: 'unknown',
  jsonb: 'unknown',
  // Nothing: the column is left out.
  void: '',
  ...Object.fromEntries(
    ['date', 'int4', 'int8', 'text', 'uuid'].map((name) => [`_${name}`, `${plain[name]}[]`]),
  ),
};

/** Arrays go in binary, each by its element type. */
const arrays: Partial<Record<string, readonly [element: string, encoder: string]>> = {
  _bool: ['boolean', 'booleanArray'],
  _bytea: ['string', 'byteaArray'],
  _date: ['string', 'dateArray'],
  _float8: ['number', 'doubleArray'],
  _int8: ['number', 'bigintArray'],
  _jsonb: ['object', 'jsonbArray'],
  _text: ['string', 'textArray'],
  _timestamptz: ['string', 'timestamptzArray'],
  _uuid: ['string', 'uuidArray'],
};

function known<T>(type: T | undefined, name: string): T {
  if (type === undefined) throw new Error(`sql/statements/types.ts lacks the type ${name}`);
  return type;
}

export const rowType = (name: string): string => known(rows[name], name);

export interface ParameterType {
  readonly type: string;
  /** The function of shared/database/parameters.ts or array-parameter.ts that makes what the driver sends. */
  readonly encoder: string;
}

export function parameterType(name: string): ParameterType {
  if (name === 'json' || name === 'jsonb') return { type: 'object', encoder: 'json' };
  const [element, encoder] = arrays[name] ?? [];
  if (encoder !== undefined) return { type: `readonly (${element} | null | undefined)[]`, encoder };
  return { type: known(plain[name], name), encoder: 'plain' };
}
