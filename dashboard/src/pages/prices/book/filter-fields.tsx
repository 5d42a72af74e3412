import { ApiProblem } from '../../../shared/api/problem.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { readable } from '../../../../../shared/shown/names.ts';
import { SelectField, TextField } from '../../../shared/ui/field.tsx';
import { TypedField } from '../shared/typed-field.tsx';
import styles from './book.module.css';
import { useFilters } from './use-filters.ts';

const scopes = [
  { value: 'all', label: 'List and contract' },
  { value: 'contract', label: 'Contract' },
  { value: 'list', label: 'List' },
] as const;

/** What narrows the price book. */
export function FilterFields({ error }: { readonly error: Error | null }) {
  const { filters, isNarrowed, set, clear } = useFilters();
  const wrong = (parameter: string) =>
    error instanceof ApiProblem ? error.fieldError(parameter) : undefined;
  return (
    <search className={styles['filters']}>
      <div className={styles['fields']}>
        <TypedField
          label="Search"
          type="search"
          placeholder="Provider or model"
          maxLength={100}
          value={filters.search}
          onChange={(text) => set('search', text, true)}
          error={wrong('search')}
        />
        <TypedField
          label="Task type"
          placeholder="Any"
          value={filters.taskType}
          onChange={(text) => set('taskType', text, true)}
          error={wrong('task_type')}
        />
        <SelectField
          label="Scope"
          value={filters.scope}
          options={scopes}
          onChange={(scope) => set('scope', scope)}
        />
        <TextField
          label="In force on"
          type="date"
          hint="Empty: now"
          value={filters.inForceOn}
          onChange={(day) => set('inForceOn', day)}
        />
        <TextField
          label="As known on"
          type="date"
          hint="Without later corrections"
          value={filters.knownOn}
          onChange={(day) => set('knownOn', day)}
        />
      </div>
      {isNarrowed && (
        <div className={styles['chips']}>
          {filters.provider !== '' && (
            <Chip kind="info" remove={{ label: 'Show all providers', onRemove: () => set('provider', '') }}>
              Provider: {readable(filters.provider)}
            </Chip>
          )}
          {filters.model !== '' && (
            <Chip kind="info" remove={{ label: 'Show all models', onRemove: () => set('model', '') }}>
              Model: {filters.model}
            </Chip>
          )}
          <Button small kind="quiet" onClick={clear}>
            Clear all filters
          </Button>
        </div>
      )}
    </search>
  );
}
