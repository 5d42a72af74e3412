import { randomUUID } from 'node:crypto';

/** A message that says what must be said and the model, by which it has a list price, of an execution that has just finished, as the text of an SQS body. */
export function sampleMessage(organizationId: string, now: Date): string {
  const endTime = now.toISOString();
  return JSON.stringify({
    specversion: '1.0',
    id: randomUUID(),
    source: '/first-message',
    type: 'payback.execution.completed.v1',
    time: endTime,
    data: {
      organization_id: organizationId,
      user_id: 'alice',
      task_id: 'first',
      provider: 'google_code_assist',
      model: 'gemini-2.5-flash',
      task_type: 'code_generation',
      start_time: new Date(now.getTime() - 2000).toISOString(),
      end_time: endTime,
      success: true,
      input_tokens: 120_000,
      output_tokens: 3_000,
    },
  });
}
