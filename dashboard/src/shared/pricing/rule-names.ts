import type { listBaselines } from '../../../../lambdas/organizations/baselines/contract.ts';
import { readableWords } from '../../../../shared/shown/names.ts';
import type { ResultOf } from '../api/operation.ts';

export type Version = ResultOf<typeof listBaselines>['baselines'][number];
export type Rule = Version['rule'];

/** In the order in which they apply. */
export const ruleNames: Readonly<Record<Rule, string>> = {
  message: 'Baselines that messages name',
  requested_model: 'The requested model',
  label: "A label's value",
  task_type: 'A task type',
  organization: 'The organization',
};

/** What a rule is for, of those that are for something in particular. */
export function subjectOf({ label, task_type: type }: Pick<Version, 'label' | 'task_type'>): string | null {
  if (label !== null) return `${label.key} = ${label.value}`;
  return type === null ? null : readableWords(type);
}
