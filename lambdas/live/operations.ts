import type { Database } from '../../shared/database/database.ts';
import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import { createTicketOperation } from './tickets/create.ts';

/** @param url where WebSockets connect */
export function liveOperations(database: Database, url: string): Operations<typeof routes> {
  return { createLiveTicket: createTicketOperation(database, url) };
}
