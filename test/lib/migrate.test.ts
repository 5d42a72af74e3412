import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { getAtt, resourcesOf, templatesOf } from './synthesized.ts';

const { service } = await templatesOf('prod');

test('a deployment asks the migration for up to an hour whether it is complete, which is more than a function may run', () => {
  const migrate = resourcesOf(service, 'AWS::Lambda::Function', {
    FunctionName: z.string().optional(),
    Environment: z.unknown().optional(),
  }).find(([, { FunctionName }]) => FunctionName === 'payback-prod-migrate')?.[0];
  const asking = resourcesOf(service, 'AWS::Lambda::Function', {
    Environment: z
      .object({
        Variables: z.object({
          USER_ON_EVENT_FUNCTION_ARN: getAtt.optional(),
          USER_IS_COMPLETE_FUNCTION_ARN: getAtt.optional(),
        }),
      })
      .optional(),
  }).flatMap(([, { Environment }]) =>
    Environment?.Variables.USER_ON_EVENT_FUNCTION_ARN === undefined ? [] : [Environment.Variables],
  );
  expect(asking).toHaveLength(3);
  for (const variables of asking) {
    expect(variables.USER_ON_EVENT_FUNCTION_ARN?.['Fn::GetAtt'][0]).toBe(migrate);
    expect(variables.USER_IS_COMPLETE_FUNCTION_ARN?.['Fn::GetAtt'][0]).toBe(migrate);
  }
  const [[, machine] = []] = resourcesOf(service, 'AWS::StepFunctions::StateMachine', {
    DefinitionString: z.unknown(),
  });
  const text = JSON.stringify(machine?.DefinitionString);
  const every = Number(/IntervalSeconds\\+":(\d+)/.exec(text)?.[1]);
  const times = Number(/MaxAttempts\\+":(\d+)/.exec(text)?.[1]);
  expect(every * times).toBe(3_600);
});
