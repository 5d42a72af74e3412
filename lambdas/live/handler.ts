import { z } from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { liveOperations } from './operations.ts';

const { WEBSOCKET_URL } = environment({ WEBSOCKET_URL: z.string().min(1) });

export const handler = httpHandler(liveOperations(connect({ statementTimeout: 5_000 }), WEBSOCKET_URL));
