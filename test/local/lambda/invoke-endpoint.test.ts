import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { startAwsServer } from '../../../local/aws-server.ts';
import { close } from '../../../local/http-server.ts';
import { FunctionError, ThrottledError } from '../../../local/lambda/function-error.ts';
import { invokeEndpoint } from '../../../local/lambda/invoke-endpoint.ts';
import { freePort } from '../../../local/ports.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:one';
const calls: unknown[] = [];
let finish: () => void = () => undefined;
let server: Server;
let client: LambdaClient;

beforeAll(async () => {
  const port = await freePort();
  const lambda = {
    async invoke(name: string, event: unknown): Promise<unknown> {
      calls.push([name, event]);
      if (name === 'throws') throw new FunctionError('RangeError', 'out of range');
      if (name === 'throttled') throw new ThrottledError('Rate exceeded');
      if (name === 'slow') return new Promise<void>((resolve) => (finish = resolve));
      if (name === 'nothing') return null;
      if (name !== ARN) throw new Error(`There is no function ${name}.`);
      return { got: event };
    },
    stop: () => Promise.resolve(),
  };
  server = await startAwsServer(port, [invokeEndpoint(lambda)]);
  client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await close(server, 0);
});

const invoke = async (FunctionName: string, more: { InvocationType?: 'Event'; Payload?: string } = {}) => {
  const {
    StatusCode,
    FunctionError: failure,
    Payload,
  } = await client.send(new InvokeCommand({ FunctionName, ...more }));
  return { status: StatusCode, failure, payload: Payload?.transformToString() };
};

test('a function gets its payload and gives its result, by name or ARN', async () => {
  const answer = await invoke(ARN, { Payload: '{"a":"ü"}' });
  expect(answer).toEqual({ status: 200, failure: undefined, payload: '{"got":{"a":"ü"}}' });
  expect(await invoke('nothing')).toMatchObject({ status: 200, payload: 'null' });
  expect(calls.at(-1)).toEqual(['nothing', {}]);
});

test('an asynchronous call is answered before it is done', async () => {
  expect(await invoke('slow', { InvocationType: 'Event' })).toMatchObject({ status: 202 });
  finish();
  expect(await invoke('throws', { InvocationType: 'Event' })).toMatchObject({ status: 202 });
});

test("a function's failure is told as such", async () => {
  const { status, failure, payload = '' } = await invoke('throws');
  expect([status, failure]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(payload)).toEqual({ errorType: 'RangeError', errorMessage: 'out of range' });
});

test.each([
  ['throttled', 'TooManyRequestsException'],
  ['unknown', 'ResourceNotFoundException'],
])('%s is refused by %s', async (name, error) => {
  await expect(invoke(name)).rejects.toMatchObject({ name: error });
});
