import { randomUUID } from 'node:crypto';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';

type Data = ExecutionMessage['data'];

/** The message of a successful execution that has just finished, except for the fields given. */
export function execution(organizationId: string, fields: Partial<Data> = {}): ExecutionMessage {
  const end = new Date();
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/tests',
    type: 'payback.execution.completed.v1',
    time: end.toISOString(),
    datacontenttype: 'application/json',
    data: {
      organization_id: organizationId,
      user_id: 'ann',
      task_id: 'task',
      provider: 'swift',
      model: null,
      task_type: 'code_generation',
      start_time: new Date(end.getTime() - 1000).toISOString(),
      end_time: end.toISOString(),
      success: true,
      input_tokens: 1000,
      output_tokens: 100,
      ...fields,
    },
  };
}
