import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { organizationsOperations } from './operations.ts';

export const handler = httpHandler(organizationsOperations(connect({ statementTimeout: 5_000 })));
