import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { connected, look, type Registry, type RegistryCommand } from './commands.ts';

/** The registry, called as the function that it is. @throws Error with the function's own when it fails */
export function remoteRegistry(client: LambdaClient, functionName: string): Registry {
  const call = async (command: RegistryCommand): Promise<unknown> => {
    const { FunctionError: failure, Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(command) }),
    );
    const payload = Payload?.transformToString() ?? 'null';
    if (failure !== undefined) throw new Error(`The registry failed (${failure}): ${payload}`);
    return JSON.parse(payload);
  };
  return {
    connect: async ({ ticketHash, connectionId, now }) =>
      connected.parse(
        await call({
          command: 'connect',
          ticket_hash: ticketHash.toString('base64url'),
          connection_id: connectionId,
          now: now.toISOString(),
        }),
      ),
    look: async ({ watchId, begin, now }) =>
      look.parse(await call({ command: 'look', watch_id: watchId, begin, now: now.toISOString() })),
    settle: async ({ announced, gone }) => {
      await call({ command: 'settle', announced: [...announced], gone: [...gone] });
    },
  };
}
