import { Aws, type Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface ScheduledCallProps {
  readonly function: Function;
  /** `rate(1 minute)` or `cron(17 3 * * ? *)`, in UTC. */
  readonly expression: string;
  readonly description: string;
  /** What the function gets. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** How often to try again, and for how long, to hand over a call that Lambda did not take. */
  readonly retries: { readonly attempts: number; readonly maxAge: Duration };
}

/**
 * Calls a function on a schedule, through a role that may call that function and nothing else (the CDK's own target
 * also grants every version of it).
 */
export class ScheduledCall extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledCallProps) {
    super(scope, id);
    const { functionArn } = props.function;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        call: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] })],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(props.input ?? {}),
        retryPolicy: {
          maximumRetryAttempts: props.retries.attempts,
          maximumEventAgeInSeconds: props.retries.maxAge.toSeconds(),
        },
      },
    });
  }
}
