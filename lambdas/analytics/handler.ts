import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { analyticsOperations } from './operations.ts';

export const handler = httpHandler(analyticsOperations(connect({ statementTimeout: 5_000 })));
