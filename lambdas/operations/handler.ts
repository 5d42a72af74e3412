import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { operationsEvent } from './contract.ts';
import { answer } from './operations.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 25_000 });

/** Called by the command line of operators, whom IAM lets in. @throws Error that names what is wrong with the event */
export async function handler(event: unknown): Promise<unknown> {
  const parsed = operationsEvent.safeParse(event);
  if (!parsed.success) throw new Error(`The event is wrong: ${z.prettifyError(parsed.error)}`);
  const { command } = parsed.data;
  if (command === 'cancel') logger.warn('an operator ends what a session does', { ...parsed.data });
  return answer(database, parsed.data, Date.now());
}
