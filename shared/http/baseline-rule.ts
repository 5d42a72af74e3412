import * as z from 'zod';
import { mustBe } from './schemas.ts';

export const rule = z
  .enum(
    ['message', 'requested_model', 'label', 'task_type', 'organization'],
    mustBe('one of message, requested_model, label, task_type, organization'),
  )
  .meta({
    description:
      'What the baseline is for. Of an execution the first that exists in this order applies, whether it has a price or not: ' +
      "the one that its message names (accepted while this rule is in force), the requested model, the one of a label's value, of " +
      'the task type, of the organization.',
  });

type Rule = z.output<typeof rule>;

/** What names the executions that a rule is for, and the baseline that it gives them. */
export type RuleField = 'task_type' | 'label' | 'provider' | 'model';

/** What is missing for a rule or of no use to it, by field. */
export function ruleMismatches(
  name: Rule,
  given: Readonly<Partial<Record<RuleField, unknown>>>,
): { readonly field: RuleField; readonly detail: string }[] {
  const isNamed = name !== 'message' && name !== 'requested_model';
  const fields = [
    ['task_type', name === 'task_type', name === 'task_type'],
    ['label', name === 'label', name === 'label'],
    ['provider', isNamed, name !== 'message'],
    ['model', false, isNamed],
  ] as const;
  return fields.flatMap(([field, isNeeded, isAllowed]) => {
    if (given[field] === undefined)
      return isNeeded ? [{ field, detail: `is required by the rule ${name}` }] : [];
    return isAllowed ? [] : [{ field, detail: `cannot be given with the rule ${name}` }];
  });
}
