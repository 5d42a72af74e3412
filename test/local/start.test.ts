import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { readEndpoints } from '../../local/endpoints.ts';
import { listen } from '../../local/http-server.ts';
import { freePort } from '../../local/ports.ts';
import { requestToken } from '../../local/identity/token.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runCommand, type Command } from '../support/command.ts';
import { limit } from '../support/limits.ts';

const BROKEN_MESSAGE = '{"not":"a CloudEvent"}';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let data: string;
let port: number;
const commands: Command[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
  data = path.join(directory.path, 'data');
  port = await freePort();
});
afterAll(async () => {
  await Promise.all(commands.map((command) => command.stop()));
  await directory.remove();
}, limit(90));

function run(script: string, ...args: string[]): Command {
  const command = runCommand(script, ...args);
  commands.push(command);
  return command;
}

const start = (...args: string[]) =>
  run('bin/local.ts', '--no-demo', '--port', String(port), '--data-dir', data, ...args);

/** Starts and waits until everything is there. @throws with the output when it ends instead */
async function started() {
  const local = start();
  await local.shows(/Payback runs/, 60);
  return { ...local, endpoints: await readEndpoints(data) };
}

const health = async (apiUrl: string) => (await fetch(`${apiUrl}/api/v1/health`)).status;
const organizations = async (apiUrl: string, token: string) =>
  (await fetch(`${apiUrl}/api/v1/organizations`, { headers: { authorization: `Bearer ${token}` } })).status;

test(
  'one command starts everything; it stops cleanly, finds its data again, and recovers from being killed',
  async () => {
    const first = await started();
    expect(Object.keys(first.endpoints)).toEqual([
      'api_url',
      'dashboard_url',
      'websocket_url',
      'queue_url',
      'dead_letter_queue_url',
      'sqs_endpoint',
      'lambda_endpoint',
      'database_url',
      'issuer_url',
    ]);
    expect(await health(first.endpoints.api_url)).toBe(200);
    expect(await organizations(first.endpoints.api_url, 'nonsense')).toBe(401);
    const printed = run('bin/token.ts', '--subject', 'alice', '--operator', '--data-dir', data);
    expect(await printed.exit).toBe(0);
    const token = printed.output().trim();
    expect(await organizations(first.endpoints.api_url, token)).toBe(200);

    // A real message through the real function: rejected for what it is, and gone from the queue.
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const { queue_url: QueueUrl, sqs_endpoint: endpoint } = first.endpoints;
    const client = new SQSClient({ endpoint, region: 'us-east-1', credentials });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: BROKEN_MESSAGE }));
    await eventually(async () => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const { Attributes: left = {} } = await client.send(command);
      const sum =
        Number(left['ApproximateNumberOfMessages']) + Number(left['ApproximateNumberOfMessagesNotVisible']);
      return sum === 0 || undefined;
    });
    client.destroy();

    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.output()).toBe(
      `Payback already runs with the data directory ${data}. Stop it, or use --data-dir.\n`,
    );

    first.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect(existsSync(path.join(data, 'endpoints.json'))).toBe(false);
    await expect(health(first.endpoints.api_url)).rejects.toThrow();

    const third = await started();
    expect(third.endpoints).toEqual(first.endpoints);
    expect(await organizations(third.endpoints.api_url, token)).toBe(200);
    third.kill('SIGKILL');
    await third.exit;

    const fourth = await started();
    expect(
      await organizations(
        fourth.endpoints.api_url,
        await requestToken(fourth.endpoints.issuer_url, 'bob', []),
      ),
    ).toBe(200);
    fourth.kill('SIGTERM');
    expect(await fourth.exit).toBe(0);
  },
  limit(240),
);

test('a port that is taken is named, and nothing is started', async () => {
  const other = createServer();
  await listen(other, port);
  const local = start('--data-dir', path.join(directory.path, 'other'));
  expect(await local.exit).toBe(1);
  expect(local.output()).toBe(
    `Port ${port} is taken by another program. Stop it, or choose another with --port.\n`,
  );
  expect(existsSync(path.join(directory.path, 'other', 'postgres'))).toBe(false);
  other.close();
});

test('a cluster of another PostgreSQL version is named, and left as it is', async () => {
  const old = path.join(directory.path, 'old');
  await mkdir(path.join(old, 'postgres'), { recursive: true });
  await writeFile(path.join(old, 'payback.json'), '{"format":1}');
  await writeFile(path.join(old, 'postgres', 'PG_VERSION'), '16');
  const local = start('--data-dir', old);
  expect(await local.exit).toBe(1);
  expect(local.output()).toContain(`${old}/postgres belongs to PostgreSQL 16; Payback runs 17.`);
  expect(await readdir(path.join(old, 'postgres'))).toEqual(['PG_VERSION']);
});

const wrongCommands: [string, string[], RegExp][] = [
  ['an unknown flag', ['--prot', '3000'], /Unknown option '--prot'.*\nUsage: npm start/],
  ['a port that is none', ['--port', 'http'], /--port must be a number from 0/],
];
test.each(wrongCommands)('%s gives the usage', async (_name, args, message) => {
  const local = run('bin/local.ts', ...args);
  expect(await local.exit).toBe(2);
  expect(local.output()).toMatch(message);
});

test.each(['local', 'token', 'smoke', 'restore-drill', 'preflight'])(
  '%s says how it is used',
  async (name) => {
    const asked = run(`bin/${name}.ts`, '--help');
    expect(await asked.exit).toBe(0);
    expect(asked.output()).toMatch(/^Usage: npm [^\n]*\n$/);
  },
);

test('a token needs somebody whom it is for', async () => {
  const nobodys = run('bin/token.ts');
  expect(await nobodys.exit).toBe(2);
  expect(nobodys.output()).toMatch(/^--subject is required.*\nUsage: npm/);
});

test('a token needs something that runs', async () => {
  const nothing = run(
    'bin/token.ts',
    '--subject',
    'alice',
    '--data-dir',
    path.join(directory.path, 'nothing'),
  );
  expect(await nothing.exit).toBe(1);
  expect(nothing.output()).toMatch(
    /^Payback does not run with the data directory .*: start it with npm start\.\n$/,
  );
});
