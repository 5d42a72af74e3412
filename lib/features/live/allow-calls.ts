import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { PaybackFunction } from '../../constructs/payback-function.ts';

/** The CDK's own grant also allows every version of a function. */
export function allowCalls(caller: PaybackFunction, functions: readonly PaybackFunction[]): void {
  caller.function.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: functions.map((each) => each.function.functionArn),
    }),
  );
}
