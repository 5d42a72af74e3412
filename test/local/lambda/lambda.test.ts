import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { FunctionError, ThrottledError } from '../../../local/lambda/function-error.ts';
import type { FunctionDefinition } from '../../../local/lambda/functions.ts';
import { createLambda, type Lambda } from '../../../local/lambda/lambda.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { limit } from '../../support/limits.ts';

/** One function that does what the event says. */
const CODE = `
let calls = 0;
export async function handler(event, context) {
  calls += 1;
  switch (event.do) {
    case 'count': return { calls };
    case 'echo': return { event, undefinedIsLost: undefined, date: new Date(0) };
    case 'nothing': return;
    case 'environment': return process.env;
    case 'set': process.env.LEAK = 'leaked'; return;
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'throw': throw new RangeError('out of range');
    case 'hang': return new Promise(() => {});
    case 'spin': for (;;);
    case 'exit': process.exit(3);
    case 'crash': Promise.reject(new TypeError('nobody waits')); return new Promise(() => {});
    case 'log': console.log('hello from the function'); return;
  }
}`;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let lambda: Lambda;
let log: PassThrough;
const failures: string[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
  await writeFile(path.join(directory.path, 'index.mjs'), CODE);
  await writeFile(path.join(directory.path, 'broken.mjs'), 'throw new Error("cannot load")');
});
afterAll(() => directory.remove());
afterEach(() => lambda.stop(0));

function start(...changes: Partial<FunctionDefinition>[]): Lambda {
  return startWith({}, changes);
}

function startWith(
  options: { readonly idleMs?: number },
  changes: readonly Partial<FunctionDefinition>[],
): Lambda {
  log = new PassThrough();
  failures.length = 0;
  const definitions = changes.map((change) => ({
    name: 'one',
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${change.name ?? 'one'}`,
    directory: directory.path,
    handler: 'index.handler',
    timeoutSeconds: limit(20) / 1000,
    memoryMegabytes: 128,
    reservedConcurrency: undefined,
    environment: {},
    ...change,
  }));
  lambda = createLambda(definitions, {
    ...options,
    logFor: () => log,
    onFailure: (name, error) => failures.push(`${name} ${error.type}`),
  });
  return lambda;
}

test('an instance that nothing calls ends, and the next call begins a new one', async () => {
  startWith({ idleMs: 0 }, [{}]);
  const count = () => lambda.invoke('one', { do: 'count' });
  expect(await count()).toEqual({ calls: 1 });
  await eventually(async () => (JSON.stringify(await count()) === '{"calls":1}' ? true : undefined));
  // It was no failure, and nobody is told of one.
  expect(failures).toEqual([]);
  expect(log.read()).toBeNull();
});

describe('a function', () => {
  test('gets events and gives results as JSON', async () => {
    start({});
    const event = { do: 'echo', at: new Date(0), left: undefined };
    await expect(lambda.invoke('one', event)).resolves.toEqual({
      event: { do: 'echo', at: '1970-01-01T00:00:00.000Z' },
      date: '1970-01-01T00:00:00.000Z',
    });
    await expect(lambda.invoke('one', { do: 'nothing' })).resolves.toBeNull();
    await expect(lambda.invoke('two', {})).rejects.toThrow('There is no function two.');
  });

  test('is reused while it is warm, and has one instance for each call at the same time', async () => {
    start({});
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 1 });
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 2 });
    const together = await Promise.all([
      lambda.invoke('one', { do: 'count' }),
      lambda.invoke('one', { do: 'count' }),
    ]);
    expect(together).toEqual([{ calls: 3 }, { calls: 1 }]);
  });

  test('sees its own environment only', async () => {
    process.env['PAYBACK_TEST_LEAK'] = 'leaked';
    start({ name: 'one', environment: { A: '1' } }, { name: 'two', environment: { B: '2' } });
    await lambda.invoke('one', { do: 'set' });
    const environment = await lambda.invoke('two', { do: 'environment' });
    delete process.env['PAYBACK_TEST_LEAK'];
    expect(environment).toMatchObject({ B: '2', AWS_LAMBDA_FUNCTION_NAME: 'two', AWS_REGION: 'us-east-1' });
    for (const name of ['A', 'LEAK', 'PAYBACK_TEST_LEAK', 'HOME'])
      expect(environment).not.toHaveProperty(name);
    expect(process.env['LEAK']).toBeUndefined();
  });

  test('knows its context', async () => {
    start({});
    await expect(lambda.invoke('one', { do: 'context' })).resolves.toMatchObject({
      functionName: 'one',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:one',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      remaining: expect.any(Number),
    });
  });

  test.each(['hang', 'spin'])('is ended at its timeout when it does not return (%s)', async (what) => {
    const timeoutSeconds = limit(1) / 1000;
    start({ timeoutSeconds });
    await lambda.invoke('one', { do: 'count' });
    await expect(lambda.invoke('one', { do: what })).rejects.toThrow(
      `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    );
    expect(failures).toEqual(['one Sandbox.Timedout']);
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 1 });
  });

  const crashes: [string, string, RegExp][] = [
    ['exit', 'Runtime.ExitError', /exit status 3/],
    ['crash', 'TypeError', /nobody waits/],
  ];
  test.each(crashes)('that ends its process fails that call only (%s)', async (what, type, message) => {
    start({});
    const error = await lambda.invoke('one', { do: what }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FunctionError);
    expect(error).toMatchObject({ type, message: expect.stringMatching(message) });
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 1 });
  });

  test('that throws keeps its instance', async () => {
    start({});
    await expect(lambda.invoke('one', { do: 'throw' })).rejects.toMatchObject({ type: 'RangeError' });
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 2 });
  });

  test('that cannot be loaded fails each call', async () => {
    start({ handler: 'broken.handler' }, { name: 'two', handler: 'index.other' });
    await expect(lambda.invoke('one', {})).rejects.toThrow('cannot load');
    await expect(lambda.invoke('two', {})).rejects.toThrow('index.other is undefined or not a function');
  });

  test('takes no more calls than its reserved concurrency', async () => {
    start({ reservedConcurrency: 1, timeoutSeconds: limit(1) / 1000 });
    const first = lambda.invoke('one', { do: 'hang' });
    await expect(lambda.invoke('one', { do: 'count' })).rejects.toBeInstanceOf(ThrottledError);
    await expect(first).rejects.toThrow(/timed out/);
    await expect(lambda.invoke('one', { do: 'count' })).resolves.toEqual({ calls: 1 });
  });

  test('writes to its own log, its failures too', async () => {
    start({});
    await lambda.invoke('one', { do: 'log' });
    await lambda.invoke('one', { do: 'throw' }).catch(() => undefined);
    let text = '';
    log.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await eventually(
      () => (text.includes('hello from the function') && text.includes('out of range')) || undefined,
    );
  });
});
