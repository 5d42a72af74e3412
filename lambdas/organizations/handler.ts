import { connect } from '../runtime/database.ts';
import { httpHandler } from '../runtime/http/http-handler.ts';
import { organizationsOperations } from './operations.ts';

export const handler = httpHandler(organizationsOperations(connect({ statementTimeout: 5_000 })));
