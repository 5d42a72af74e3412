import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { healthOperations } from './operations.ts';

export const handler = httpHandler(healthOperations(connect({ statementTimeout: 1_500 })));
