import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { SmokeTarget } from '../lib/smoke/smoke.ts';
import { REGION } from './cloudformation/aws-names.ts';
import { apiClient } from './demo/api.ts';
import { readEndpoints } from './endpoints.ts';
import { requestToken } from './identity/token.ts';

const NAME = 'Smoke test';
const listSchema = z.object({ organizations: z.array(z.object({ id: z.string(), name: z.string() })) });
const createdSchema = z.object({ id: z.string() });

/** The running local deployment, with an organization for this purpose. @throws StartupError when nothing runs */
export async function smokeLocally(dataDirectory: string): Promise<SmokeTarget> {
  const {
    api_url: apiUrl,
    issuer_url: issuer,
    sqs_endpoint: endpoint,
    queue_url: QueueUrl,
  } = await readEndpoints(dataDirectory);
  const token = await requestToken(issuer, 'smoke-test', ['operators']);
  const call = apiClient(apiUrl, token, new AbortController().signal);
  const { organizations } = listSchema.parse(await call('GET', '/organizations'));
  const organizationId =
    organizations.find(({ name }) => name === NAME)?.id ??
    createdSchema.parse(
      await call('POST', '/organizations', {
        body: { name: NAME, baseline: { provider: 'openai_codex', model: 'gpt-5-codex' } },
      }),
    ).id;
  await call('PUT', `/organizations/${organizationId}/members/smoke-test`, { body: { role: 'viewer' } });
  const client = new SQSClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    apiUrl,
    token,
    organizationId,
    send: async (MessageBody) => void (await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
  };
}
