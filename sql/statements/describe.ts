import type { Client, Connection } from 'pg';
import * as z from 'zod';
import type { ParsedStatement } from './parse.ts';
import { encoderOf, rowType } from './types.ts';

export interface Column {
  readonly name: string;
  /** In TypeScript, without null. */
  readonly type: string;
  readonly isNullable: boolean;
}

export interface DescribedStatement extends ParsedStatement {
  /** Of its parameters, in their order. */
  readonly encoders: readonly string[];
  readonly columns: readonly Column[];
}

interface Field {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

interface Description {
  readonly parameters: readonly number[];
  readonly fields: readonly Field[];
}

/** What the extended protocol's Parse and Describe tell of a statement, which is not run. */
function parseAndDescribe(client: Client, text: string): Promise<Description> {
  return new Promise((resolve, reject) => {
    let parameters: readonly number[] = [];
    let fields: readonly Field[] = [];
    const request = {
      submit(connection: Connection) {
        connection.once('parameterDescription', (message: { dataTypeIDs: readonly number[] }) => {
          parameters = message.dataTypeIDs;
        });
        connection.parse({ name: '', text, types: [] }, true);
        connection.describe({ type: 'S', name: '' }, true);
        connection.sync();
      },
      handleRowDescription(message: { fields: readonly Field[] }) {
        fields = message.fields;
      },
      handleError: reject,
      handleReadyForQuery: () => resolve({ parameters, fields }),
    };
    client.query(request);
  });
}

/** @throws Error where PostgreSQL refuses the statement, or it has types that nothing was decided for */
export async function describe(client: Client, statement: ParsedStatement): Promise<DescribedStatement> {
  const { parameters, fields } = await parseAndDescribe(client, statement.marked);
  const names = await typeNames(client, [...parameters, ...fields.map((field) => field.dataTypeID)]);
  const nameOf = (oid: number): string => names.get(oid) ?? String(oid);
  const columns: Column[] = [];
  for (const { name, tableID, columnID, dataTypeID } of fields) {
    const type = rowType(nameOf(dataTypeID));
    if (type === '') continue;
    if (columns.some((column) => column.name === unmarked(name))) throw new Error(`two columns are ${name}`);
    const source = await sourceOf(client, tableID, columnID);
    const mark = /[!?]$/.exec(name)?.[0];
    columns.push({
      name: unmarked(name),
      type: source.values ?? type,
      isNullable: mark === undefined ? !source.isNotNull : mark === '?',
    });
  }
  return { ...statement, columns, encoders: parameters.map((oid) => encoderOf(nameOf(oid))) };
}

const unmarked = (name: string): string => name.replace(/[!?]$/, '');

const typeRow = z.array(z.object({ oid: z.number(), typname: z.string() }));

async function typeNames(client: Client, oids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await client.query('select oid, typname from pg_type where oid = any ($1)', [oids]);
  return new Map(typeRow.parse(rows).map(({ oid, typname }) => [oid, typname]));
}

const sourceRow = z
  .array(z.object({ attnotnull: z.boolean(), checks: z.array(z.string()) }))
  .transform(([row]) => row);

/** The table's column that a result's column is, if it is one: what its constraints say about its values. */
async function sourceOf(
  client: Client,
  table: number,
  column: number,
): Promise<{ isNotNull: boolean; values?: string }> {
  const { rows } = await client.query(
    `select attnotnull, array(
       select pg_get_constraintdef(oid) from pg_constraint
       where conrelid = attrelid and contype = 'c' and conkey = array[attnum]) as checks
     from pg_attribute where attrelid = $1 and attnum = $2`,
    [table, column],
  );
  const source = sourceRow.parse(rows);
  const list = source?.checks
    .map((check) => /^CHECK \(\(\w+ = (?:ANY \(ARRAY\[)?('.*'::text)(?:\]\))?\)\)$/.exec(check)?.[1])
    .find((values) => values !== undefined);
  const values = list?.matchAll(/'((?:''|[^'])*)'::text/g).map(([, value = '']) => JSON.stringify(value));
  return {
    isNotNull: source?.attnotnull ?? false,
    ...(values && { values: [...values].join(' | ') }),
  };
}
