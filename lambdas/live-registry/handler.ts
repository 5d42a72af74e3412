import { connect } from '../../shared/database/database.ts';
import { databaseRegistry, obey } from './registry.ts';

const registry = databaseRegistry(connect({ statementTimeout: 3_000 }));

/** Called by the functions outside of the network, which reach API Gateway but no database. */
export const handler = (event: unknown): Promise<unknown> => obey(registry, event);
