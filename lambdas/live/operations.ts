import type { Database } from '../runtime/database.ts';
import type { Operation } from '../runtime/http/operation.ts';
import { createTicketOperation } from './tickets/create.ts';

/** @param url where WebSockets connect */
export function liveOperations(database: Database, url: string): Operation[] {
  return [createTicketOperation(database, url)];
}
