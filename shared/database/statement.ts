import type { Parameter, Transaction } from './database.ts';
import type { Texts } from './transaction.ts';

type Encoders<Parameters extends object> = {
  readonly [Name in keyof Parameters]: (value: Parameters[Name]) => Parameter;
};

/** What a file of statements, which `npm run statements` writes, says of each. */
interface Definition<Parameters extends object, Row extends object> {
  /** Says in errors which one it is. */
  readonly name: string;
  /** In the order of $1, $2, … */
  readonly parameters: Encoders<Parameters>;
  /** Columns that are never null. */
  readonly notNull: readonly (keyof Row & string)[];
  readonly text: string;
}

/** Nothing to give, for a statement without parameters. */
type Given<Parameters extends object> = keyof Parameters extends never ? [] : [parameters: Parameters];

export interface Statement<Parameters extends object, Row extends object> {
  readonly text: string;
  /** The values of $1, $2, … */
  values(...given: Given<Parameters>): Parameter[];
  /** All rows. @throws Error where a column is null that never is by its type */
  run(transaction: Transaction, ...given: Given<Parameters>): Promise<readonly Row[]>;
  /**
   * All rows as PostgreSQL writes them, so many at a time, through a cursor: planned once, and however many there are, at most two
   * pages are held, as one is read while something is done with the one before. One cursor at a time in a transaction.
   */
  pages(transaction: Transaction, size: number, ...given: Given<Parameters>): AsyncGenerator<Texts, void>;
  /** The only row. @throws Error unless there is exactly one */
  one(transaction: Transaction, ...given: Given<Parameters>): Promise<Row>;
}

/** Rows have the type that is given, parameters those that their encoders take: TypeScript infers all of a list or nothing. */
export const statement =
  <Row extends object>() =>
  <Parameters extends object>(definition: Definition<Parameters, Row>): Statement<Parameters, Row> =>
    statementOf(definition);

function statementOf<Parameters extends object, Row extends object>(
  definition: Definition<Parameters, Row>,
): Statement<Parameters, Row> {
  const { name, text, parameters: encoders, notNull } = definition;

  function values(...[given]: Given<Parameters>): Parameter[] {
    const encoded: Parameter[] = [];
    if (given === undefined) return encoded;
    for (const key in encoders) encoded.push(encoders[key](given[key]));
    return encoded;
  }

  async function run(transaction: Transaction, ...given: Given<Parameters>): Promise<readonly Row[]> {
    const { rows } = await transaction.query(text, values(...given));
    assertRows(rows, name, notNull);
    return rows;
  }

  async function* pages(transaction: Transaction, size: number, ...given: Given<Parameters>) {
    await transaction.query(`declare pages no scroll cursor for ${text}`, values(...given));
    let next = transaction.texts(`fetch ${size} from pages`);
    try {
      for (;;) {
        const page = await next;
        if (page.rows.length < size) {
          yield page;
          break;
        }
        next = transaction.texts(`fetch ${size} from pages`);
        // Whoever waits for it is told; nobody may by the time it fails.
        next.catch(() => undefined);
        yield page;
      }
    } finally {
      await next.catch(() => undefined);
    }
    await transaction.query('close pages');
  }

  return {
    text,
    values,
    run,
    pages,
    async one(transaction, ...given) {
      const [row, ...others] = await run(transaction, ...given);
      if (row === undefined || others.length > 0) {
        throw new Error(`${name} gave ${row === undefined ? 'no row' : 'several rows'} instead of one`);
      }
      return row;
    },
  };
}

/**
 * The columns and their types are those that PostgreSQL described, but not all that says about null: an outer join makes
 * null what its table does not allow to be, and a mark of an alias may be wrong.
 */
function assertRows<Row extends object>(
  rows: readonly object[],
  name: string,
  notNull: readonly (keyof Row & string)[],
): asserts rows is readonly Row[] {
  for (const row of rows) {
    for (const column of notNull) {
      if (Reflect.get(row, column) === null)
        throw new TypeError(`${name}: ${column} is null, which its type denies`);
    }
  }
}
