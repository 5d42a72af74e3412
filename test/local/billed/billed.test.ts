import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readEndpoints } from '../../../local/endpoints.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { freePort } from '../../../local/ports.ts';
import { runCommand, type Command } from '../../support/command.ts';
import { eventually } from '../../support/eventually.ts';
import { limit } from '../../support/limits.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { FACTORS, KINDS, PRICES } from './kinds.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let command: Command;
let apiUrl: string;
let token: string;
let sqs: SQSClient;
let queueUrl: string;
let organizationId: string;

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${apiUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: answer.parse(await response.json()) };
}

const answer = z.looseObject({
  id: z.string().optional(),
  exact: z
    .looseObject({ actual_cost: z.string().nullable(), baseline_cost: z.string().nullable() })
    .optional(),
  unpriced_reason: z.string().nullish(),
  unpriced_detail: z.string().nullish(),
});

async function made(path: string, body: object, method = 'POST') {
  const result = await call(method, path, body);
  if (result.status >= 300) throw new Error(JSON.stringify(result.body));
  return result.body;
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  const port = await freePort();
  const data = `${directory.path}/data`;
  command = runCommand('bin/local.ts', '--no-demo', '--port', String(port), '--data-dir', data);
  await command.shows(/Payback runs/, 60);
  const endpoints = await readEndpoints(data);
  apiUrl = endpoints.api_url;
  queueUrl = endpoints.queue_url;
  token = await requestToken(endpoints.issuer_url, 'olga', ['operators']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: endpoints.sqs_endpoint, region: 'us-east-1', credentials });
  const baseline = { provider: 'acme', model: 'm' };
  const organization = await made('/organizations', { name: 'Initech', retention_days: 1095, baseline });
  organizationId = String(organization.id);
  await made(`/organizations/${organizationId}/members/olga`, { role: 'admin' }, 'PUT');
  const scope = { provider: 'acme', source: 'manual_entry' };
  for (const price of PRICES) await made('/pricing', { ...scope, ...price });
  for (const factor of FACTORS) await made('/pricing/factors', { ...scope, ...factor });
}, limit(120));
afterAll(async () => {
  sqs?.destroy();
  await command?.stop();
  await directory.remove();
}, limit(90));

test(
  'through the queue to the API, to the last decimal: every kind of what is billed',
  async () => {
    const now = new Date().toISOString();
    const messages = KINDS.map(([task_id, fields]) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: '/test',
      type: 'payback.execution.completed.v1',
      data: {
        organization_id: organizationId,
        task_id,
        provider: 'acme',
        model: 'm',
        task_type: 'code_generation',
        start_time: now,
        end_time: now,
        success: true,
        ...fields,
      },
    }));
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages
        .slice(start, start + 10)
        .map((message) => ({ Id: message.id, MessageBody: JSON.stringify(message) }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
    const outcomes = async () => {
      const answers = await Promise.all(
        messages.map(({ id }) => call('GET', `/executions/${id}?organization_id=${organizationId}`)),
      );
      return answers.map(({ body }, index) => [
        KINDS[index]?.[0],
        {
          actual: body.exact?.actual_cost,
          baseline: body.exact?.baseline_cost,
          reason: body.unpriced_reason,
          detail: body.unpriced_detail,
        },
      ]);
    };
    const expected = KINDS.map(([name, , outcome]) => [name, outcome]);
    let last: unknown;
    // Names that are seen for the first time find their price within a minute.
    await eventually(async () => {
      last = await outcomes();
      return JSON.stringify(last) === JSON.stringify(expected) || undefined;
    }, 150).catch(() => undefined);
    expect(last).toEqual(expected);
  },
  limit(240),
);
