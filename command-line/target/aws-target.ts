import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Trouble } from '../trouble.ts';
import type { Target } from './target.ts';

export interface AwsOptions {
  readonly stage: string;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly token?: string | undefined;
}

/** A stage on AWS, by the outputs of its service stack; profile and region as the AWS CLI takes them. */
export async function awsTarget({ stage, profile, region, token }: AwsOptions): Promise<Target> {
  const configuration = { ...(profile && { profile }), ...(region && { region }) };
  const cloudFormation = new CloudFormationClient(configuration);
  const StackName = `PaybackService${stage.charAt(0).toUpperCase()}${stage.slice(1)}`;
  const found = await cloudFormation
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      throw new Trouble(
        `The outputs of the stack ${StackName} cannot be read. ${message}`,
        'Check --profile and --region, that it is deployed, and the permission cloudformation:DescribeStacks.',
      );
    });
  const outputs = new Map(
    found.Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Trouble(`The stack ${StackName} has no output ${name}.`);
    return value;
  };
  return {
    name: `stage ${stage} in ${await cloudFormation.config.region()}`,
    stage,
    isLocal: false,
    apiUrl: output('ApiUrl'),
    queueUrl: output('QueueUrl'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    sqs: new SQSClient(configuration),
    lambda: new LambdaClient(configuration),
    token: () =>
      token === undefined
        ? Promise.reject(
            new Trouble(
              'The API wants to know who asks.',
              'Set PAYBACK_TOKEN (or --token) to an access token, or to an API key of the organization.',
            ),
          )
        : Promise.resolve(token),
  };
}
