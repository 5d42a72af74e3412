import * as z from 'zod';
import { executionCompleted } from '../lambdas/ingest/contract.ts';

/** The message as JSON Schema: what should be sent. Relations between fields are more than it can say. */
export function messageSchema() {
  return {
    title: 'The message of a finished execution',
    description:
      'The body of one SQS message: CloudEvents 1.0, structured JSON. Fields that are not listed are ignored, except inside ' +
      'usage. Optional parts that are not as described are cut or left out, with a note on the execution. ' +
      'Further rules, between fields and about times: docs/messages.md.',
    ...z.toJSONSchema(executionCompleted, {
      io: 'input',
    }),
  };
}
