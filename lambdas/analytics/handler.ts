import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { analyticsOperations } from './operations.ts';

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(analyticsOperations(database), recordAccess(database));
