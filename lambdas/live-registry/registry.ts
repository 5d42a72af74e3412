import type { Database } from '../../shared/database/database.ts';
import { registryCommand, type Registry } from '../../shared/live/commands.ts';
import { connectTo } from './connect.ts';
import { lookIn } from './look.ts';
import { settleIn } from './settle.ts';

export function databaseRegistry(database: Database): Registry {
  return { connect: connectTo(database), look: lookIn(database), settle: settleIn(database) };
}

/** Does what a command says. @throws ZodError when it is none */
export function obey(registry: Registry, event: unknown): Promise<unknown> {
  const command = registryCommand.parse(event);
  if (command.command === 'settle') return registry.settle(command);
  const now = new Date(command.now);
  if (command.command === 'look') {
    return registry.look({ watchId: command.watch_id, begin: command.begin, now });
  }
  const ticketHash = Buffer.from(command.ticket_hash, 'base64url');
  return registry.connect({ ticketHash, connectionId: command.connection_id, now });
}
