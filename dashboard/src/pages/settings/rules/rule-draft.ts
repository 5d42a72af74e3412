import type { createBaseline } from '../../../../../lambdas/organizations/baselines/contract.ts';
import type { RequestOf } from '../../../shared/api/operation.ts';
import type { Rule } from '../../../shared/pricing/rule-names.ts';

/** A rule as it is typed; what its kind has no use for is left out. */
export interface RuleDraft {
  readonly rule: Exclude<Rule, 'organization'>;
  readonly key: string;
  readonly value: string;
  readonly taskType: string;
  readonly provider: string;
  readonly model: string;
  /** A day of UTC; empty: from now on. */
  readonly from: string;
}

export const EMPTY_RULE: RuleDraft = {
  rule: 'label',
  key: 'team',
  value: '',
  taskType: '',
  provider: '',
  model: '',
  from: '',
};

/** Whether a rule has a baseline of its own, with a model. */
export const isPriced = ({ rule }: RuleDraft): boolean => rule === 'label' || rule === 'task_type';

export function ruleOf(draft: RuleDraft): NonNullable<RequestOf<typeof createBaseline>['body']> {
  const { rule, from } = draft;
  const provider = draft.provider.trim();
  const model = draft.model.trim();
  return {
    rule,
    ...(rule === 'label' ? { label: { key: draft.key.trim(), value: draft.value.trim() } } : {}),
    ...(rule === 'task_type' ? { task_type: draft.taskType.trim() } : {}),
    ...(isPriced(draft) || (rule === 'requested_model' && provider !== '') ? { provider } : {}),
    ...(isPriced(draft) && model !== '' ? { model } : {}),
    ...(from === '' ? {} : { effective_date: from }),
  };
}
