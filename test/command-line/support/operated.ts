import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { main } from '../../../command-line/main.ts';
import { readEndpoints, type LocalEndpoints } from '../../../local/endpoints.ts';
import { runCommand } from '../../support/command.ts';
import { eventually } from '../../support/eventually.ts';
import { slowness } from '../../support/limits.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

export const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();
export const day = YESTERDAY.slice(0, 10);
export const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

export interface Given {
  /** Of whoever is asked a question. */
  readonly answer?: string;
  readonly dataDir?: string;
  /** By how many seconds its clock is fast. */
  readonly fast?: number;
  /** How many times as long as on a quiet machine it waits for an answer. */
  readonly patience?: number;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const withId = z.looseObject({ id: z.string() });

/** The real deployment on this machine with an organization and two prices, operated by its command line. */
export interface Operated {
  readonly directory: string;
  readonly endpoints: LocalEndpoints;
  readonly admin: pg.Pool;
  readonly organizationId: string;
  payback(...argv: readonly string[]): Promise<Ran>;
  paybackWith(given: Given, ...argv: readonly string[]): Promise<Ran>;
  /** Runs it with --json; it must end with this code. */
  asked(code: number, ...argv: readonly string[]): Promise<unknown>;
  /** Of a message. */
  fields(changes?: object): Record<string, unknown>;
  file(name: string, content: string): Promise<string>;
  send(queueUrl: string, body: string): Promise<void>;
  /** Until recalculations are done: the schedule's own run may be at work on the last one. */
  nothingToRecalculate(): Promise<void>;
  stop(): Promise<void>;
}

export async function operated(): Promise<Operated> {
  const directory = await temporaryDirectory();
  const data = path.join(directory.path, 'data');
  const local = runCommand('bin/local.ts', '--no-demo', '--port', '0', '--data-dir', data);
  await local.shows(/Payback runs/, 60);
  const endpoints = await readEndpoints(data);
  const admin = new pg.Pool({ connectionString: endpoints.database_url, max: 4 });
  admin.on('error', () => undefined);

  const paybackWith: Operated['paybackWith'] = async (given, ...argv) => {
    const { answer, dataDir = data, fast = 0, patience = 2 * slowness() } = given;
    let [out, err] = ['', ''];
    const code = await main(['--data-dir', dataDir, ...argv], {
      stdout: (text) => (out += text),
      stderr: (text) => (err += text),
      isTerminal: true,
      environment: { PAYBACK_PATIENCE: String(patience) },
      ask: () => Promise.resolve(answer),
      now: () => Date.now() + fast * 1_000,
      preflight: () => Promise.resolve([]),
    });
    return { code, out, err };
  };
  const payback = (...argv: readonly string[]) => paybackWith({}, ...argv);
  const asked: Operated['asked'] = async (code, ...argv) => {
    const ran = await payback('--json', ...argv);
    expect(ran).toMatchObject({ code });
    return JSON.parse(ran.out);
  };
  const file: Operated['file'] = async (name, content) => {
    const written = path.join(directory.path, name);
    await writeFile(written, content);
    return written;
  };

  const create = ['organizations', 'create', 'Northwind', '--baseline', 'acme/m', '--time-zone', 'UTC'];
  const { id: organizationId } = withId.parse(await asked(0, ...create));
  await asked(0, 'members', 'put', organizationId, 'operator', '--role', 'admin');
  const header = 'provider,model,pricing_model,cost_per_unit,effective_date';
  const prices = 'acme,m,per_input_token,0.000001,2026-01-01\nacme,m,per_output_token,0.000002,2026-01-01\n';
  await asked(0, 'prices', 'import', await file('prices.csv', `${header}\n${prices}`));

  return {
    directory: directory.path,
    endpoints,
    admin,
    organizationId,
    payback,
    paybackWith,
    asked,
    file,
    fields: (changes = {}) => ({
      organization_id: organizationId,
      user_id: 'ann@example.com',
      provider: 'acme',
      model: 'm',
      start_time: YESTERDAY,
      end_time: YESTERDAY,
      error_message: null,
      ...changes,
    }),
    async send(QueueUrl, MessageBody) {
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const sqs = new SQSClient({ endpoint: endpoints.sqs_endpoint, region: 'us-east-1', credentials });
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      sqs.destroy();
    },
    async nothingToRecalculate() {
      await eventually(async () => {
        await asked(0, 'recalculate');
        const { rows } = await admin.query('select from recalculations where finished_at is null');
        return rows.length === 0 || undefined;
      }, 60);
    },
    async stop() {
      await admin.end();
      await local.stop();
      await directory.remove();
    },
  };
}
