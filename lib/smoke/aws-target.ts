import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Account } from '../preflight/checks.ts';
import { stackSuffix, type StageName } from '../stage/stage-name.ts';
import type { SmokeTarget } from './smoke.ts';

const outputsSchema = z.object({ ApiUrl: z.url(), QueueUrl: z.url() });
const environmentSchema = z.object({
  PAYBACK_SMOKE_ORGANIZATION: z.guid({ error: 'must be the id of an organization made for this' }),
  PAYBACK_SMOKE_API_KEY: z.string({ error: 'must be an API key of it, scope read' }).startsWith('pbk_', {
    error: 'must be an API key: pbk_…',
  }),
});

/** @throws Error that names what is missing in the environment, or the stack that is not deployed */
export async function awsTarget(
  stage: StageName,
  account: Pick<Account, 'stack'>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SmokeTarget> {
  const given = environmentSchema.safeParse(environment);
  if (!given.success) {
    throw new Error(
      given.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'),
    );
  }
  const name = `PaybackService${stackSuffix(stage)}`;
  const stack = await account.stack(name);
  if (stack === undefined) throw new Error(`${name} is not deployed in this account and region.`);
  const { ApiUrl: apiUrl, QueueUrl } = outputsSchema.parse(stack.outputs);
  const client = new SQSClient();
  return {
    apiUrl,
    token: given.data.PAYBACK_SMOKE_API_KEY,
    organizationId: given.data.PAYBACK_SMOKE_ORGANIZATION,
    send: async (MessageBody) => void (await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
  };
}
