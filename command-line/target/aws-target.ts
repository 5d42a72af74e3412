import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { stackSuffix, type StageName } from '../../lib/stage/stage-name.ts';
import { Trouble } from '../trouble.ts';
import type { Target } from './target.ts';

export interface AwsOptions {
  readonly stage: StageName;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly token?: string | undefined;
}

/** A stage on AWS, by the outputs of its service stack; profile and region as the AWS CLI takes them. */
export async function awsTarget({ stage, profile, region, token }: AwsOptions): Promise<Target> {
  const configuration = { ...(profile && { profile }), ...(region && { region }) };
  const cloudFormation = new CloudFormationClient(configuration);
  const StackName = `PaybackService${stackSuffix(stage)}`;
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
    runningSince: null,
    oldestMessage: (queueUrl, signal) => oldestMessage(new CloudWatchClient(configuration), queueUrl, signal),
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

/** SQS tells CloudWatch every minute, a minute later, of queues that were used within six hours. */
const SEEN_MS = 15 * 60_000;

async function oldestMessage(
  cloudWatch: CloudWatchClient,
  queueUrl: string,
  abortSignal: AbortSignal,
): Promise<number | null> {
  const now = Date.now();
  const QueueName = queueUrl.split('/').at(-1) ?? '';
  const found = await cloudWatch
    .send(
      new GetMetricDataCommand({
        StartTime: new Date(now - SEEN_MS),
        EndTime: new Date(now),
        ScanBy: 'TimestampDescending',
        MetricDataQueries: [
          {
            Id: 'age',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/SQS',
                MetricName: 'ApproximateAgeOfOldestMessage',
                Dimensions: [{ Name: 'QueueName', Value: QueueName }],
              },
              Period: 60,
              Stat: 'Maximum',
            },
          },
        ],
      }),
      { abortSignal },
    )
    .catch((error: unknown) => {
      throw new Trouble(
        `CloudWatch does not tell: ${error instanceof Error ? error.message : String(error)}`,
        'It takes the permission cloudwatch:GetMetricData.',
      );
    });
  const [latest] = found.MetricDataResults?.[0]?.Values ?? [];
  if (latest === undefined) throw new Trouble('CloudWatch has no figure of the last 15 minutes');
  return latest;
}
