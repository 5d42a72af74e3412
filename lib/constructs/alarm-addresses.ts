import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StageSettings } from '../stage.ts';

/** SNS asks each address once whether it wants that. */
export function tell(topic: Topic, { emails, webhooks }: StageSettings['alarms']): void {
  for (const address of emails) topic.addSubscription(new EmailSubscription(address));
  for (const url of webhooks) topic.addSubscription(new UrlSubscription(url));
}
