import { z } from 'zod';
import type { createOrganization } from '../../../lambdas/organizations/contract.ts';
import type { newPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { readEndpoints, type LocalEndpoints } from '../../../local/endpoints.ts';
import { apiClient, type CallApi } from '../../../local/demo/api.ts';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';
import { createSender } from '../../../local/demo/send.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { runCommand, type Command } from '../../support/command.ts';

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
  /** Which functions have failed so far, as they are shown to whoever has started it. */
  failures(): readonly string[];
  stop(): Promise<void>;
}

/** The whole deployment on this machine, as `npm start -- --no-demo` runs it. */
export async function startStack(): Promise<Stack> {
  const directory = await temporaryDirectory();
  const flags = ['--no-demo', '--port', '0', '--data-dir', directory.path];
  const local = runCommand('bin/local.ts', ...flags);
  const stop = async () => {
    await local.stop();
    await directory.remove();
  };
  try {
    await local.shows(/Payback runs/, 60);
    return await connect(directory.path, local, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function connect(directory: string, local: Command, stop: Stack['stop']): Promise<Stack> {
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
    failures: () =>
      local
        .output()
        .split('\n')
        .filter((line) => line.includes(' failed: ')),
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
