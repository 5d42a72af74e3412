import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Where alarms go. Subscribing people to it is left to each installation (docs/deploy.md). */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string) {
    // CloudWatch may not publish through the key that SNS manages itself; a key of our own costs 1 USD a month.
    const masterKey = new Key(scope, `${id}Key`, {
      description: 'Encrypts notifications of alarms',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, { displayName: Stack.of(scope).stackName, masterKey, enforceSSL: true });
    this.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
  }
}
