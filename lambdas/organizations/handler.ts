import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { organizationsOperations } from './operations.ts';

const { PRODUCERS_ENFORCED } = environment({ PRODUCERS_ENFORCED: z.stringbool() });

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(
  organizationsOperations(database, { producersEnforced: PRODUCERS_ENFORCED }),
  recordAccess(database),
);
