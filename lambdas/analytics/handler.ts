import { connect } from '../runtime/database.ts';
import { httpHandler } from '../runtime/http/http-handler.ts';
import { analyticsOperations } from './operations.ts';

export const handler = httpHandler(analyticsOperations(connect({ statementTimeout: 5_000 })));
