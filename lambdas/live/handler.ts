import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { liveOperations } from './operations.ts';

const { WEBSOCKET_URL } = environment({ WEBSOCKET_URL: z.string().min(1) });

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(liveOperations(database, WEBSOCKET_URL), recordAccess(database));
