import type { whatIf } from '../../../../lambdas/analytics/what-if/contract.ts';
import type { RequestOf } from '../../shared/api/operation.ts';
import type { Rule } from '../../shared/pricing/rule-names.ts';
import type { PageParameters } from '../../shared/view/view.ts';

type Query = NonNullable<RequestOf<typeof whatIf>['query']>;

/** What is asked, as it is typed. Everything: one baseline for all tasks, whatever rules there are. */
export interface Question {
  readonly rule: Exclude<Rule, 'message'> | 'everything';
  readonly key: string;
  readonly value: string;
  readonly taskType: string;
  readonly provider: string;
  readonly model: string;
}

const rules = ['organization', 'label', 'task_type', 'requested_model'] as const;

/** What the address asks for. */
export function readQuestion(parameter: (name: string) => string | undefined): Question {
  const asked = parameter('if_rule');
  return {
    rule: rules.find((rule) => rule === asked) ?? 'everything',
    key: parameter('if_label') ?? 'team',
    value: parameter('if_value') ?? '',
    taskType: parameter('if_task_type') ?? '',
    provider: parameter('if_provider') ?? '',
    model: parameter('if_model') ?? '',
  };
}

/** Without what its kind has no use for. */
function used(question: Question): Question {
  const { rule, key, value, taskType, provider, model } = question;
  const isOfLabel = rule === 'label';
  return {
    rule,
    key: isOfLabel ? key.trim() : '',
    value: isOfLabel ? value.trim() : '',
    taskType: rule === 'task_type' ? taskType.trim() : '',
    provider: provider.trim(),
    model: rule === 'requested_model' ? '' : model.trim(),
  };
}

export function parametersOf(question: Question): PageParameters {
  const { rule, key, value, taskType, provider, model } = used(question);
  return {
    if_rule: rule === 'everything' ? undefined : rule,
    if_label: key,
    if_value: value,
    if_task_type: taskType,
    if_provider: provider,
    if_model: model,
  };
}

/** Undefined while nothing is asked. */
export function queryOf(question: Question): Omit<Query, 'organization_id'> | undefined {
  const { rule, key, value, taskType, provider, model } = used(question);
  if (provider === '' && rule !== 'requested_model') return undefined;
  const given = (text: string) => (text === '' ? undefined : text);
  return {
    rule: rule === 'everything' ? undefined : rule,
    label_key: given(key),
    label_value: given(value),
    task_type: given(taskType),
    provider: given(provider),
    model: given(model),
  };
}
