import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { COVERAGE_DIRECTORY, type Part } from './parts.ts';

const directory = process.env[COVERAGE_DIRECTORY];

/** Settings with which a server counts calls of functions, and keeps the texts of statements, nested ones too. */
export const countingSettings: Readonly<Record<string, string>> =
  directory === undefined
    ? {}
    : {
        track_functions: 'all',
        shared_preload_libraries: 'pg_stat_statements',
        'pg_stat_statements.track': 'all',
        'pg_stat_statements.max': '20000',
        'pg_stat_statements.save': 'off',
      };

/** @param url of a superuser, in the database that statements are counted from */
export async function prepareCounting(url: string): Promise<void> {
  if (directory !== undefined)
    await withClient(url, (client) => client.query('create extension pg_stat_statements'));
}

const functionSchema = z.object({
  name: z.string(),
  body: z.string(),
  /** Its calls are not counted where the planner puts its body in their place. */
  may_be_inlined: z.boolean(),
  calls: z.coerce.number(),
});

const FUNCTIONS = `
  select proname as name, prosrc as body,
         lanname = 'sql' and provolatile <> 'v' and proconfig is null and not prosecdef as may_be_inlined,
         coalesce(pg_stat_get_function_calls(pg_proc.oid), 0) as calls
    from pg_proc join pg_language on pg_language.oid = prolang
   where pronamespace = 'public'::regnamespace and lanname in ('sql', 'plpgsql')`;
/** What the schema adds to statements that do not name it. */
const ADDED = `
  select concat_ws(' ', qual, with_check) as text from pg_policies where schemaname = 'public'
   union all select definition from pg_views where schemaname = 'public'`;

/**
 * Writes down which SQL functions ran in a database that nobody uses any more: those that the server counted a call
 * of, and those that it may have inlined into a statement or a function that ran.
 * @param url of a superuser, in that database
 * @param statements the same, in the one of {@link prepareCounting}
 */
export async function takeFunctions(url: string, statements: pg.Pool, database: string): Promise<void> {
  if (directory === undefined) return;
  const { functions, added } = await withClient(url, async (client) => ({
    functions: z.array(functionSchema).parse((await client.query(FUNCTIONS)).rows),
    added: (await client.query(ADDED)).rows.map(({ text }) => String(text)),
  }));
  const ofDatabase = '(select oid from pg_database where datname = $1)';
  const { rows } = await statements.query(`select query from pg_stat_statements where dbid = ${ofDatabase}`, [
    database,
  ]);
  await statements.query(`select pg_stat_statements_reset(0, ${ofDatabase}, 0)`, [database]);

  const inlined = functions.filter(({ may_be_inlined }) => may_be_inlined);
  const ran = new Set(functions.filter(({ calls }) => calls > 0));
  const mark = (text: string) => {
    for (const each of inlined) {
      if (ran.has(each) || !new RegExp(`\\b${each.name}\\s*\\(`).test(text)) continue;
      ran.add(each);
      mark(each.body);
    }
  };
  for (const { body } of ran) mark(body);
  mark([...rows.map(({ query }) => String(query)), ...added].join('\n'));
  const part: Part = {
    functions: Object.fromEntries(
      functions.map((each) => [each.name, { lines: linesOf(each.body), ran: ran.has(each) }]),
    ),
  };
  await writeFile(path.join(directory, `${randomUUID()}.json`), JSON.stringify(part));
}

/** Lines that do something: not blank, a comment or only brackets. */
const linesOf = (body: string) =>
  body.split('\n').filter((line) => /\w/.test(line.replace(/--.*/, ''))).length;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
