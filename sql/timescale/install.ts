import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import * as z from 'zod';

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
/** The measures of a day as a select; of the continuous aggregate, unless told otherwise. */
export const measures = (bucket = "time_bucket(interval '1 day', day)") =>
  file('measures.sql').replace('BUCKET', bucket);
/** Plain PostgreSQL. */
export const tables = file('tables.sql');
export const differences = file('differences.sql');
const [createExtension = '', hypertable = ''] = file('hypertable.sql')
  .replace('MEASURES', () => measures())
  .split(/(?<=create extension [^;]+;)/);

export interface TimeSeriesOptions {
  /** Days before today whose executions stay in the hypertable. */
  readonly keepDays: number;
  /** After so many days they are compressed; fewer than `keepDays`. */
  readonly compressAfterDays: number;
}

export type Installation =
  | { readonly installed: true; readonly version: string; readonly days: number; readonly executions: number }
  /** Nothing was changed. */
  | { readonly installed: false; readonly reason: string };

const one = <Shape extends z.ZodRawShape>(shape: Shape) => z.tuple([z.object(shape)]);

/** Why it cannot be installed on this server; undefined where it can. */
async function missing(client: Client): Promise<string | undefined> {
  const { rows } = await client.query(
    `select
       exists (select from pg_available_extensions where name = 'timescaledb') as available,
       current_setting('timescaledb.license', true) as license,
       (select rolsuper from pg_roles where rolname = current_user) as superuser,
       to_regclass('public.current_measures') is not null as migrated`,
  );
  const [{ available, license, superuser, migrated }] = one({
    available: z.boolean(),
    license: z.string().nullable(),
    superuser: z.boolean(),
    migrated: z.boolean(),
  }).parse(rows);
  if (!available)
    return 'This server has no extension timescaledb (Aurora and the local PostgreSQL never have it).';
  if (license === 'apache') {
    return 'timescaledb.license is apache, which has neither compression nor continuous aggregates: it takes timescale.';
  }
  if (!superuser) return 'It takes a superuser: the extension, and reading past row-level security.';
  if (!migrated) return 'This database does not have the schema of this version of Payback.';
  return undefined;
}

/**
 * Makes the hypertable, its policies, the continuous aggregate and the hourly job, or changes the policies of those that there are;
 * then copies what is not there yet.
 */
export async function installTimeSeries(
  client: Client,
  { keepDays, compressAfterDays }: TimeSeriesOptions,
): Promise<Installation> {
  const reason = await missing(client);
  if (reason !== undefined) return { installed: false, reason };
  await client.query(createExtension);
  await client.query('begin');
  try {
    await client.query(tables);
    await client.query(
      `insert into time_series.settings (keep_days) values ($1)
       on conflict (only_one) do update set keep_days = excluded.keep_days`,
      [keepDays],
    );
    await client.query(hypertable);
    await client.query(differences);
    await setPolicies(client, { keepDays, compressAfterDays });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  await client.query('call time_series.copy_days()');
  const { rows } = await client.query(
    `select (select extversion from pg_extension where extname = 'timescaledb') as version,
       count(*)::integer as days, coalesce(sum(executions), 0)::float8 as executions
     from time_series.copied_days`,
  );
  const [installed] = one({ version: z.string(), days: z.number(), executions: z.number() }).parse(rows);
  return { installed: true, ...installed };
}

async function setPolicies(
  client: Client,
  { keepDays, compressAfterDays }: TimeSeriesOptions,
): Promise<void> {
  await client.query("select remove_retention_policy('time_series.executions', if_exists => true)");
  await client.query("select remove_compression_policy('time_series.executions', if_exists => true)");
  await deleteJobs(client);
  await client.query("select add_retention_policy('time_series.executions', make_interval(days => $1))", [
    keepDays,
  ]);
  await client.query("select add_compression_policy('time_series.executions', make_interval(days => $1))", [
    compressAfterDays,
  ]);
  await client.query("select add_job('time_series.copy_days', interval '1 hour')");
}

const deleteJobs = (client: Client) =>
  client.query(
    "select delete_job(job_id) from timescaledb_information.jobs where proc_schema = 'time_series' and proc_name = 'copy_days'",
  );

/** Takes all of it away but the extension. @returns whether there was anything */
export async function removeTimeSeries(client: Client): Promise<boolean> {
  const { rows } = await client.query("select to_regnamespace('time_series') is not null as there");
  const [{ there }] = one({ there: z.boolean() }).parse(rows);
  if (!there) return false;
  await deleteJobs(client);
  await client.query('drop schema time_series cascade');
  return true;
}
