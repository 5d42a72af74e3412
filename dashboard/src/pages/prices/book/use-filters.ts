import { isDay } from '../../../shared/view/days.ts';
import { useView } from '../../../shared/view/view.ts';

const scopes = ['all', 'list', 'contract'] as const;

/** What the price book is narrowed to, all of it in the address; empty: not at all. */
export interface Filters {
  readonly search: string;
  readonly provider: string;
  readonly model: string;
  readonly taskType: string;
  readonly scope: (typeof scopes)[number];
  /** Days; the book is shown as it is at their end in UTC. */
  readonly inForceOn: string;
  readonly knownOn: string;
}

const PARAMETERS = {
  search: 'search',
  provider: 'provider',
  model: 'model',
  taskType: 'task_type',
  scope: 'scope',
  inForceOn: 'in_force_on',
  knownOn: 'as_of',
} as const satisfies Record<keyof Filters, string>;

const NONE = Object.fromEntries(Object.values(PARAMETERS).map((name) => [name, undefined]));

export function useFilters() {
  const { view, parameter, change } = useView();
  const dayOf = (name: string) => {
    const text = parameter(name) ?? '';
    return isDay(text) ? text : '';
  };
  const filters: Filters = {
    search: parameter(PARAMETERS.search) ?? '',
    provider: view.provider ?? '',
    model: parameter(PARAMETERS.model) ?? '',
    taskType: parameter(PARAMETERS.taskType) ?? '',
    scope: scopes.find((scope) => scope === parameter(PARAMETERS.scope)) ?? 'all',
    inForceOn: dayOf(PARAMETERS.inForceOn),
    knownOn: dayOf(PARAMETERS.knownOn),
  };
  return {
    filters,
    isNarrowed: Object.values(filters).some((value) => value !== '' && value !== 'all'),
    /** @param replace true while somebody types: Back is not to go through every letter */
    set: (name: keyof Filters, value: string, replace = false) =>
      change({ [PARAMETERS[name]]: value === 'all' ? undefined : value }, { replace }),
    clear: () => change(NONE),
  };
}

/** The last instant of a day: what happened on it is part of it. */
export const endOf = (day: string): string | undefined => (day === '' ? undefined : `${day}T23:59:59.999Z`);
