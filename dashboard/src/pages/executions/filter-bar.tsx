import { useState } from 'react';
import type { costsByProvider } from '../../../../lambdas/analytics/costs-by-provider/contract.ts';
import type { taskPerformance } from '../../../../lambdas/analytics/task-performance/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { flagWords } from '../../shared/format/flags.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Button } from '../../shared/ui/button.tsx';
import { classNames } from '../../shared/ui/class-names.ts';
import { SelectField } from '../../shared/ui/field.tsx';
import { TypedFilter } from '../../shared/ui/typed-filter.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './executions.module.css';
import { flagKinds, type FilterName, type Filters } from './filters.ts';

interface FilterBarProps {
  readonly filters: Filters;
  readonly count: number;
  /** Models to suggest. */
  readonly models: readonly string[];
}

const ANY = '';

/** Narrows the list. On a small screen it is folded away. */
export function FilterBar({ filters, count, models }: FilterBarProps) {
  const { change } = useView();
  const [unfolded, setUnfolded] = useState(false);
  const { providers, taskTypes } = useChoices();
  const set = (name: FilterName) => (value: string) => change({ [name]: value });
  return (
    <div className={styles['filters']}>
      <Button className={styles['unfold']} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        {count > 0 ? `Filters (${count})` : 'Filters'} {unfolded ? '▴' : '▾'}
      </Button>
      <div
        className={classNames(styles['fields'], unfolded && styles['unfolded'])}
        role="group"
        aria-label="Filters"
      >
        <SelectField
          label="Provider"
          value={filters.provider ?? ANY}
          options={choices('All', providers, filters.provider, readable)}
          onChange={set('provider')}
        />
        <TypedFilter
          key={filters.model}
          label="Model"
          value={filters.model ?? ''}
          suggestions={models}
          onChange={set('model')}
        />
        <SelectField
          label="Task type"
          value={filters.task_type ?? ANY}
          options={choices('All', taskTypes, filters.task_type, readableWords)}
          onChange={set('task_type')}
        />
        <SelectField
          label="Outcome"
          value={filters.success ?? ANY}
          options={[
            { value: ANY, label: 'All' },
            { value: 'true', label: 'Succeeded' },
            { value: 'false', label: 'Failed' },
          ]}
          onChange={set('success')}
        />
        <SelectField
          label="Price"
          value={filters.unpriced ?? ANY}
          options={[
            { value: ANY, label: 'All' },
            { value: 'false', label: 'Priced' },
            { value: 'true', label: 'Unpriced' },
          ]}
          onChange={set('unpriced')}
        />
        <SelectField
          label="Flag"
          value={filters.flag ?? ANY}
          options={[
            { value: ANY, label: 'Any or none' },
            ...flagKinds.map((kind) => ({ value: kind, label: flagWords[kind].label })),
          ]}
          onChange={set('flag')}
        />
        <SelectField
          label="Figures"
          value={filters.voided === 'true' ? 'true' : ANY}
          options={[
            { value: ANY, label: 'Counted' },
            { value: 'true', label: 'Voided' },
          ]}
          onChange={set('voided')}
        />
      </div>
    </div>
  );
}

/** What there was in the range to choose from. */
function useChoices() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const query = { organization_id: id, start_date: days?.start, end_date: days?.end };
  const enabled = { enabled: days !== undefined };
  const providers = useRead<typeof costsByProvider>(
    'GET /api/v1/analytics/costs/by-provider',
    { query },
    enabled,
  );
  const tasks = useRead<typeof taskPerformance>(
    'GET /api/v1/analytics/tasks/performance',
    { query },
    enabled,
  );
  return {
    providers: providers.data?.providers.map(({ provider }) => provider) ?? [],
    taskTypes: tasks.data?.tasks.map(({ task_type: type }) => type) ?? [],
  };
}

/** @param chosen is a choice even if the range has none of it */
function choices(
  all: string,
  values: readonly string[],
  chosen: string | undefined,
  label: (value: string) => string,
) {
  const those = new Set(chosen === undefined ? values : [...values, chosen]);
  const named = [...those].map((value) => ({ value, label: label(value) }));
  return [{ value: ANY, label: all }, ...named.sort((a, b) => a.label.localeCompare(b.label))];
}
