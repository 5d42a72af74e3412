import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { nextRun } from '../../../../local/scheduler/schedule-expression.ts';
import { getAtt, resourcesOf } from '../../../lib/synthesized.ts';
import type { Scheduled } from './calls.ts';
import { PREFIX } from './functions.ts';

export interface Schedule extends Scheduled {
  readonly expression: string;
}

/** The functions of a template by their logical ids, without what their names begin with. */
export const functionsOf = (service: Template): ReadonlyMap<string, string> =>
  new Map(
    resourcesOf(service, 'AWS::Lambda::Function', { FunctionName: z.string().optional() }).flatMap(
      ([id, { FunctionName: name }]) => (name === undefined ? [] : [[id, name.replace(PREFIX, '')] as const]),
    ),
  );

export function schedulesOf(service: Template): readonly Schedule[] {
  const functions = functionsOf(service);
  return resourcesOf(service, 'AWS::Scheduler::Schedule', {
    ScheduleExpression: z.string(),
    Target: z.object({ Arn: getAtt, Input: z.string() }),
  }).map(([id, { ScheduleExpression: expression, Target }]) => {
    const name = functions.get(Target.Arn['Fn::GetAtt'][0]);
    if (name === undefined) throw new Error(`Whom does ${id} call?`);
    return { name, input: JSON.parse(Target.Input), expression };
  });
}

/** When a schedule calls, in seconds, from one time on and before another. */
export function* timesOf({ expression }: Schedule, from: number, to: number): Generator<number> {
  for (let time = from - 1; ;) {
    time = Math.floor(nextRun(expression, new Date(time * 1_000)).getTime() / 1_000);
    if (time >= to) return;
    yield time;
  }
}
