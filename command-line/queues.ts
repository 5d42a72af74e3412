import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Target } from './target/target.ts';
import { Trouble } from './trouble.ts';

export interface Depth {
  /** Waiting to be received. */
  readonly waiting: number;
  /** Received and not yet done with. */
  readonly inFlight: number;
}

/** How much a queue holds; approximate, as SQS counts. */
export async function depthOf(
  { sqs, isLocal }: Pick<Target, 'sqs' | 'isLocal'>,
  QueueUrl: string,
  abortSignal?: AbortSignal,
): Promise<Depth> {
  const command = new GetQueueAttributesCommand({
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes } = await sqs
    .send(command, { ...(abortSignal && { abortSignal }) })
    .catch((error: unknown) => {
      throw new Trouble(
        `The queue ${QueueUrl} cannot be asked. ${Error.isError(error) ? error.message : ''}`,
        isLocal ? 'Start Payback with npm start.' : 'It takes the permission sqs:GetQueueAttributes.',
      );
    });
  return {
    waiting: Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0),
    inFlight: Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
}
