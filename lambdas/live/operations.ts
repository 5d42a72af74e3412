import type { Database } from '../../shared/database/database.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { createTicketOperation } from './tickets/create.ts';

/** @param url where WebSockets connect */
export function liveOperations(database: Database, url: string): Operation[] {
  return [createTicketOperation(database, url)];
}
