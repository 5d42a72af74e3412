import { Aws, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A name among those of all regions of the account, where the CDK would give the same one to the same stack of another region. */
export const globalName = (scope: Construct, what: string): string =>
  `${Stack.of(scope).stackName}-${Aws.REGION}-${what}`;
