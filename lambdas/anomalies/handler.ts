import { connect } from '../runtime/database.ts';
import { httpHandler } from '../runtime/http/http-handler.ts';
import { anomaliesOperations } from './operations.ts';

export const handler = httpHandler(anomaliesOperations(connect({ statementTimeout: 5_000 })));
