import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import { request } from '../api.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { days, uuid } from './parameters.ts';

const FORMATS = new Map([
  ['.csv', 'csv'],
  ['.ndjson', 'ndjson'],
]);

interface Options {
  readonly organization: string;
  readonly from: string;
  readonly to: string;
}

export const registerExport: Register = (program, run) => {
  program
    .command('export <file>')
    .description('Executions, as the name says: .csv or .ndjson')
    .requiredOption('--organization <id>', 'whose')
    .requiredOption('--from <day>', 'YYYY-MM-DD, of its time zone')
    .requiredOption('--to <day>', 'YYYY-MM-DD, the last day')
    .action(run(exportTo));
};

async function exportTo(
  { output, dryRun, target: find }: Context,
  file: string,
  options: Options,
): Promise<void> {
  const format = FORMATS.get(path.extname(file).toLowerCase());
  if (format === undefined) throw new UsageError(`<file> must end with .csv or .ndjson: ${file}`);
  const [first, last] = days(options.from, options.to);
  const query = {
    organization_id: uuid('--organization', options.organization),
    start_date: first,
    end_date: last,
    format,
  };
  if (dryRun) return output.answer({ would_ask: query }, () => `Would write ${file}.`);
  const { body } = await request(await find(), exportExecutions, { query });
  if (!body) throw new Trouble('The API answered with nothing.');
  // Only now: what was there stays where the API refuses.
  const written = await open(file, 'w').catch((error: unknown) => {
    throw new UsageError(`${file} cannot be written: ${String(error).replace(/^Error: /, '')}`);
  });
  let bytes = 0;
  const counted = Readable.fromWeb(body).on('data', (chunk: Uint8Array) => (bytes += chunk.length));
  await pipeline(counted, written.createWriteStream());
  output.answer({ file, bytes }, () => `${file}: ${bytes.toLocaleString('en-US')} bytes`);
}
