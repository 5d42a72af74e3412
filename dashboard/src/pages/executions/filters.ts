import type { listExecutions } from '../../../../lambdas/analytics/executions/contract.ts';
import type { RequestOf } from '../../shared/api/operation.ts';
import { flagWords, type FlagKind } from '../../shared/format/flags.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';

type Query = NonNullable<RequestOf<typeof listExecutions>['query']>;

/** In the order in which they are shown. */
const filterNames = [
  'provider',
  'model',
  'task_type',
  'user_id',
  'success',
  'unpriced',
  'flag',
  'voided',
  'void_id',
] as const satisfies readonly (keyof Query)[];

export type FilterName = (typeof filterNames)[number];

/** What the list is narrowed to, as the API takes it. */
export type Filters = { readonly [Name in FilterName]: Query[Name] };

/** @param parameter of the address, which may have been typed by hand: what is not a choice is not a filter */
export function filtersOf(parameter: (name: FilterName) => string | undefined): Filters {
  return {
    provider: parameter('provider'),
    model: parameter('model'),
    task_type: parameter('task_type'),
    user_id: parameter('user_id'),
    success: yesOrNo(parameter('success')),
    unpriced: yesOrNo(parameter('unpriced')),
    flag: flagOf(parameter('flag')),
    voided: yesOrNo(parameter('voided')),
    void_id: parameter('void_id'),
  };
}

/** The filters that are set, each as people say it. */
export function chipsOf(filters: Filters): readonly { readonly name: FilterName; readonly label: string }[] {
  const labels: Record<FilterName, string | undefined> = {
    provider: filters.provider && `Provider: ${readable(filters.provider)}`,
    model: filters.model && `Model: ${filters.model}`,
    task_type: filters.task_type && `Task type: ${readableWords(filters.task_type)}`,
    user_id: filters.user_id && `User: ${filters.user_id.slice(0, 8)}…`,
    success: filters.success && (filters.success === 'true' ? 'Succeeded' : 'Failed'),
    unpriced: filters.unpriced && (filters.unpriced === 'true' ? 'Unpriced' : 'Priced'),
    flag: filters.flag && `Flag: ${flagWords[filters.flag].label}`,
    voided: filters.voided && (filters.voided === 'true' ? 'Voided' : 'Not voided'),
    void_id: filters.void_id && `Void: ${filters.void_id.slice(0, 8)}…`,
  };
  return filterNames.flatMap((name) => {
    const label = labels[name];
    return label === undefined || label === '' ? [] : [{ name, label }];
  });
}

/** Takes every filter away. */
export const noFilters: Readonly<Record<FilterName, undefined>> = {
  provider: undefined,
  model: undefined,
  task_type: undefined,
  user_id: undefined,
  success: undefined,
  unpriced: undefined,
  flag: undefined,
  voided: undefined,
  void_id: undefined,
};

function yesOrNo(text: string | undefined): Query['success'] {
  return text === 'true' || text === 'false' ? text : undefined;
}

export const flagKinds = ['negative_savings', 'cost_over_10x_baseline', 'over_review_threshold'] as const;

function flagOf(text: string | undefined): FlagKind | undefined {
  return flagKinds.find((kind) => kind === text);
}
