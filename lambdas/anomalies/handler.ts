import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { anomaliesOperations } from './operations.ts';

export const handler = httpHandler(anomaliesOperations(connect({ statementTimeout: 5_000 })));
