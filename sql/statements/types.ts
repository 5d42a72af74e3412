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
const arrays: Partial<Record<string, string>> = {
  _bool: 'booleanArray',
  _bytea: 'byteaArray',
  _date: 'dateArray',
  _float8: 'doubleArray',
  _int8: 'bigintArray',
  _jsonb: 'jsonbArray',
  _text: 'textArray',
  _timestamptz: 'timestamptzArray',
  _uuid: 'uuidArray',
};

function known<T>(type: T | undefined, name: string): T {
  if (type === undefined) throw new Error(`sql/statements/types.ts lacks the type ${name}`);
  return type;
}

export const rowType = (name: string): string => known(rows[name], name);

/** The function of shared/database/parameters.ts or array-parameter.ts that makes what the driver sends. */
export function encoderOf(name: string): string {
  if (name === 'json' || name === 'jsonb') return 'json';
  const array = arrays[name];
  if (array !== undefined) return array;
  const type = known(plain[name], name);
  return type === 'string' ? 'text' : type.toLowerCase();
}
