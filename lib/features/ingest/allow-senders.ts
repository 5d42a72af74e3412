import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** Roles that may send executions, of other accounts too: there their own policy has to allow it as well. */
export function allowSenders(queue: Queue, roleArns: readonly string[]): void {
  if (roleArns.length === 0) return;
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Producers',
      principals: roleArns.map((arn) => new ArnPrincipal(arn)),
      actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
      resources: [queue.queueArn],
    }),
  );
}
