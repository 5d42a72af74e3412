// Executions as time series on a PostgreSQL of one's own that has TimescaleDB; opt-in. docs/scaling.md tells what for.
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { helpIfAsked } from '../../local/help.ts';
import { installTimeSeries, removeTimeSeries } from './install.ts';

const USAGE =
  'Usage: npm run --silent timescale -- --url postgresql://… [--keep-days 1095] [--compress-after-days 14] [--remove]';
helpIfAsked(USAGE);

function readOptions() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      'keep-days': { type: 'string', default: '1095' },
      'compress-after-days': { type: 'string', default: '14' },
      remove: { type: 'boolean', default: false },
    },
  });
  const days = (name: 'keep-days' | 'compress-after-days') => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= 36_500) return value;
    throw new Error(`--${name} must be a whole number from 1 to 36500; it is ${values[name]}.`);
  };
  if (values.url === undefined)
    throw new Error('--url is missing: the address of the database, of a superuser.');
  const [keepDays, compressAfterDays] = [days('keep-days'), days('compress-after-days')];
  if (keepDays <= compressAfterDays) {
    throw new Error(
      `--keep-days must be more than --compress-after-days, ${compressAfterDays}; it is ${keepDays}.`,
    );
  }
  return { url: values.url, remove: values.remove, keepDays, compressAfterDays };
}

async function run({ url, remove, ...options }: ReturnType<typeof readOptions>): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    if (remove) {
      return (await removeTimeSeries(client))
        ? 'The schema time_series is gone.'
        : 'There is no schema time_series.';
    }
    const result = await installTimeSeries(client, options);
    return result.installed
      ? `TimescaleDB ${result.version}: ${result.executions} executions of ${result.days} days of organizations are in ` +
          `time_series.executions, kept for ${options.keepDays} days and compressed after ${options.compressAfterDays}; ` +
          'what changes is copied every hour.'
      : `Skipped, nothing was changed. ${result.reason}`;
  } finally {
    await client.end();
  }
}

try {
  const options = readOptions();
  try {
    console.log(await run(options));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
