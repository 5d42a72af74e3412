import { execFile } from 'node:child_process';
import { access, constants, statfs } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { statusResult } from '../../lambdas/operations/contract.ts';
import { request } from '../api.ts';
import { table } from '../output.ts';
import { depthOf } from '../queues.ts';
import { invoke, type Target } from '../target/target.ts';
import type { Context, Register } from './command.ts';

interface Finding {
  readonly what: string;
  readonly isWell: boolean;
  readonly found: string;
}

const GIBIBYTE = 2 ** 30;
const LEAST_GIBIBYTES = 2;
const PORT = 3000;

export const registerDoctor: Register = (program, run) => {
  program
    .command('doctor')
    .description('Whether this machine, and what you may do, suffice')
    .action(run(examine));
};

async function examine({ output, target: find, preflight }: Context): Promise<boolean> {
  const findings: Finding[] = [
    ...(await ofMachine()),
    ...(await ofAccount(preflight)),
    ...(await ofTarget(find)),
  ];
  const isWell = findings.every((each) => each.isWell);
  output.answer({ well: isWell, findings }, () =>
    table(
      ['', 'what', 'found'],
      findings.map((each) => [each.isWell ? 'ok' : 'WRONG', each.what, each.found]),
      '',
    ),
  );
  return isWell;
}

async function ofMachine(): Promise<Finding[]> {
  const wanted = z.object({ devDependencies: z.object({ node: z.string() }) }).parse(packageJson)
    .devDependencies.node;
  const { stdout: git } = await promisify(execFile)('git', ['--version']).catch(() => ({
    stdout: 'not found',
  }));
  const disk = await statfs('.');
  const free = (disk.bavail * disk.bsize) / GIBIBYTE;
  const modules = await access(path.resolve('node_modules/pg'), constants.R_OK).then(
    () => true,
    () => false,
  );
  const isFree = await portIsFree(PORT);
  return [
    {
      what: 'Node',
      isWell: process.versions.node === wanted,
      found: `${process.versions.node}, wanted ${wanted}`,
    },
    { what: 'Dependencies', isWell: modules, found: modules ? 'installed' : 'missing: npm ci' },
    { what: 'Git', isWell: git.startsWith('git version'), found: git.trim() },
    {
      what: 'Disk',
      isWell: free >= LEAST_GIBIBYTES,
      found: `${free.toFixed(1)} GiB free, wanted ${LEAST_GIBIBYTES}`,
    },
    {
      what: `Port ${PORT}`,
      isWell: true,
      found: isFree ? 'free' : 'taken: by Payback, or npm start takes another with --port',
    },
  ];
}

/** Before the first deployment, and before the next one. */
async function ofAccount(preflight: Context['preflight']): Promise<Finding[]> {
  const findings = await preflight().catch((error: unknown) => messageOf(error));
  if (typeof findings === 'string') return [{ what: 'Account', isWell: false, found: findings }];
  return findings.map(({ check, status, says }) => ({ what: check, isWell: status === 'ok', found: says }));
}

function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function ofTarget(find: Context['target']): Promise<Finding[]> {
  const target = await find().catch((error: unknown) => messageOf(error));
  if (typeof target === 'string') return [{ what: 'Deployment', isWell: false, found: target }];
  const permissions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['Ask the queue', () => depthOf(target, target.queueUrl)],
    ['Ask the dead letters', () => depthOf(target, target.deadLetterQueueUrl)],
    ['Call the functions', () => invoke(target, 'operations', { command: 'status' }, statusResult)],
    ['Ask the API', () => request(target, { method: 'GET', path: '/api/v1/organizations' })],
  ];
  const tried = permissions.map(async ([what, work]): Promise<Finding> => {
    const failure = await work().then(() => undefined, messageOf);
    return { what, isWell: failure === undefined, found: failure ?? 'allowed' };
  });
  return [{ what: 'Deployment', isWell: true, found: nameOf(target) }, ...(await Promise.all(tried))];
}

const nameOf = ({ name, apiUrl }: Target) => `${name}, ${apiUrl}`;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
