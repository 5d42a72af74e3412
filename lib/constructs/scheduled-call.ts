import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface ScheduledCallProps {
  readonly function: Function;
  readonly expression: ScheduleExpression;
  readonly description: string;
  /** Tries to deliver a call that Lambda did not take, within `maxEventAge`. */
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

/** Calls a function on a schedule (UTC), through a role that may call nothing else. */
export class ScheduledCall extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledCallProps) {
    super(scope, id);
    new Schedule(this, 'Schedule', {
      schedule: props.expression,
      description: props.description,
      target: new LambdaInvoke(props.function, {
        input: ScheduleTargetInput.fromObject({}),
        retryAttempts: props.retryAttempts,
        maxEventAge: props.maxEventAge,
      }),
    });
  }
}
