import { z } from 'zod';
import { executionCompleted } from '../lambdas/ingest/contract.ts';

const given = (...names: readonly string[]) => ({
  required: [...names],
  properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' as const }])),
});

/** The message as JSON Schema: what may be sent. Relations between fields are more than it can say, except which are needed. */
export function messageSchema() {
  return {
    title: 'The message of a finished execution',
    description:
      'The body of one SQS message: CloudEvents 1.0, structured JSON. Fields that are not listed are ignored. ' +
      'Further rules, between fields and about times: docs/messages.md.',
    ...z.toJSONSchema(executionCompleted, {
      io: 'input',
      override({ zodSchema, jsonSchema }) {
        if (zodSchema !== executionCompleted.shape.data) return;
        jsonSchema.anyOf = [given('tokens_used'), given('input_tokens', 'output_tokens')];
      },
    }),
  };
}
