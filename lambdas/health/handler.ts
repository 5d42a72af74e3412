import { connect } from '../runtime/database.ts';
import { httpHandler } from '../runtime/http/http-handler.ts';
import { healthOperations } from './operations.ts';

export const handler = httpHandler(healthOperations(connect({ statementTimeout: 1_500 })));
