import * as z from 'zod';
import type { createOrganization } from '../../../lambdas/organizations/contract.ts';
import type { newPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { readEndpoints, type LocalEndpoints } from '../../../local/endpoints.ts';
import { apiClient, type CallApi } from '../../../local/demo/api.ts';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';
import { createSender } from '../../../local/demo/send.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { eventually } from '../../support/eventually.ts';
import { sharedProcess } from './shared-stack.ts';
import { startProcess, type ProcessOptions } from './stack-process.ts';

/** Who looks at the dashboard in these tests: an admin of every organization that they make. */
export const SUBJECT = 'alice';
/** Who runs the platform; a member of none. */
export const OPERATOR = 'operator';

export interface Stack {
  readonly endpoints: LocalEndpoints;
  /** Calls the API as a platform operator. */
  readonly asOperator: CallApi;
  readonly asAdmin: CallApi;
  /** Sends new messages of one organization over SQS and waits until all of them are stored. */
  store(messages: readonly ExecutionMessage[]): Promise<void>;
  /** Sends messages over SQS, and waits for nothing. */
  send(messages: readonly ExecutionMessage[]): Promise<void>;
  /** Which functions have failed meanwhile, as they are shown to whoever has started it. */
  failures(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A deployment of one's own. */
export async function startStack(options?: ProcessOptions): Promise<Stack> {
  const { directory, failures, stop } = await startProcess(options);
  try {
    return await connect(directory, { failures: () => Promise.resolve(failures()), stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The deployment that all test files of the run share: what is not an organization's is as it was, and stays so. */
export async function shareStack(): Promise<Stack> {
  const { directory, failures } = await sharedProcess();
  return connect(directory, { failures, stop: () => Promise.resolve() });
}

async function connect(
  directory: string,
  { failures, stop }: Pick<Stack, 'failures' | 'stop'>,
): Promise<Stack> {
  const endpoints = await readEndpoints(directory);
  const signal = new AbortController().signal;
  const client = async (subject: string, groups: readonly string[]) =>
    apiClient(endpoints.api_url, await requestToken(endpoints.issuer_url, subject, groups), signal);
  const asAdmin = await client(SUBJECT, []);
  const sender = createSender(endpoints.sqs_endpoint, endpoints.queue_url, signal);
  const send = (messages: readonly ExecutionMessage[]) => sender.send(messages);
  return {
    endpoints,
    asOperator: await client(OPERATOR, ['operators']),
    asAdmin,
    send,
    async store(messages) {
      const organizationId = String(messages[0]?.data.organization_id);
      const expected = (await countStored(asAdmin, organizationId)) + messages.length;
      await send(messages);
      await eventually(async () => (await countStored(asAdmin, organizationId)) >= expected || undefined, 60);
    },
    failures,
    async stop() {
      sender.close();
      await stop();
    },
  };
}

/** All executions of an organization that a message may be of: those of its retention. */
async function countStored(call: CallApi, organizationId: string): Promise<number> {
  const start = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
  const query = `organization_id=${organizationId}&start_date=${start}`;
  const summary = await call('GET', `/analytics/savings/summary?${query}&period=month`);
  return z.object({ tasks: z.number() }).parse(summary).tasks;
}

/** A new organization with {@link SUBJECT} as its admin and contract prices of its own. @returns its id */
export async function createCustomer(
  { asOperator }: Stack,
  fields: z.input<typeof createOrganization.body>,
  prices: readonly Omit<z.input<typeof newPrice>, 'organization_id' | 'source' | 'effective_date'>[] = [],
): Promise<string> {
  const { id } = z
    .object({ id: z.string() })
    .parse(await asOperator('POST', '/organizations', { body: fields }));
  await asOperator('PUT', `/organizations/${id}/members/${SUBJECT}`, { body: { role: 'admin' } });
  for (const price of prices) {
    const body = { ...price, organization_id: id, source: 'contract', effective_date: '2020-01-01' };
    await asOperator('POST', '/pricing', { body });
  }
  return id;
}
