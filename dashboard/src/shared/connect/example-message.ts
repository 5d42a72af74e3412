/** The least that a message has to say and a model, without which there is no list price: of a task just finished. */
export function exampleMessage(organizationId: string): string {
  const end = new Date();
  return JSON.stringify({
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/first-message',
    type: 'payback.execution.completed.v1',
    data: {
      organization_id: organizationId,
      user_id: 'me',
      task_id: 'first',
      provider: 'google_code_assist',
      model: 'gemini-2.5-flash',
      task_type: 'code_generation',
      start_time: new Date(end.getTime() - 2000).toISOString(),
      end_time: end.toISOString(),
      success: true,
      input_tokens: 120_000,
      output_tokens: 3_000,
    },
  });
}

/** For the AWS CLI; a queue on this machine takes a request without it. */
export function sendCommand(queueUrl: string, body: string): string {
  const { origin, hostname } = new URL(queueUrl, location.href);
  if (hostname === '127.0.0.1') {
    const request = JSON.stringify({ QueueUrl: queueUrl, MessageBody: body });
    return `curl -s ${origin} -H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: AmazonSQS.SendMessage' -d '${request}'`;
  }
  return `aws sqs send-message --queue-url ${queueUrl} --message-body '${body}'`;
}
