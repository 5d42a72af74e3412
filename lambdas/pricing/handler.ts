import { connect } from '../runtime/database.ts';
import { httpHandler } from '../runtime/http/http-handler.ts';
import { pricingOperations } from './operations.ts';

export const handler = httpHandler(pricingOperations(connect({ statementTimeout: 5_000 })));
