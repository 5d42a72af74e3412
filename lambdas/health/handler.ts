import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { healthOperations } from './operations.ts';

const database = connect({ statementTimeout: 1_500 });

export const handler = httpHandler(healthOperations(database), recordAccess(database));
