import { SelectField } from '../../shared/ui/field.tsx';
import { TypedFilter } from '../../shared/ui/typed-filter.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './audit.module.css';
import { useAuditFilters } from './filters.ts';
import { actions, actionWords } from './words.ts';

const ANY = '';

/** Narrows the log. @param actors to suggest */
export function FilterBar({ actors }: { readonly actors: readonly string[] }) {
  const { change } = useView();
  const { actor, action } = useAuditFilters();
  const those = action === undefined || actions.includes(action) ? actions : [...actions, action];
  return (
    <div className={styles['filters']} role="group" aria-label="Filters">
      <TypedFilter
        key={actor}
        label="Who"
        value={actor ?? ''}
        suggestions={actors}
        onChange={(value) => change({ actor: value })}
      />
      <SelectField
        label="What"
        value={action ?? ANY}
        options={[
          { value: ANY, label: 'All' },
          ...those.map((value) => ({ value, label: actionWords(value) })),
        ]}
        onChange={(value) => change({ action: value })}
      />
    </div>
  );
}
