import { z } from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { organizationsOperations } from './operations.ts';

const { PRODUCERS_ENFORCED } = environment({ PRODUCERS_ENFORCED: z.stringbool() });

export const handler = httpHandler(
  organizationsOperations(connect({ statementTimeout: 5_000 }), { producersEnforced: PRODUCERS_ENFORCED }),
);
