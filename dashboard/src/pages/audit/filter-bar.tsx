import { SelectField } from '../../shared/ui/field.tsx';
import { TypedFilter } from '../../shared/ui/typed-filter.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './audit.module.css';
import { useAuditFilters } from './filters.ts';
import { actions, actionWords } from './words.ts';

const ANY = '';
/** No action is called so. */
const CHANGES = 'changes only';

/** Narrows the log. @param actors to suggest */
export function FilterBar({ actors }: { readonly actors: readonly string[] }) {
  const { change } = useView();
  const { actor, action, changes } = useAuditFilters();
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
        value={changes === undefined ? (action ?? ANY) : CHANGES}
        options={[
          { value: ANY, label: 'All' },
          { value: CHANGES, label: 'Changes only' },
          ...those.map((value) => ({ value, label: actionWords(value) })),
        ]}
        onChange={(value) =>
          change(value === CHANGES ? { action: '', changes: 'true' } : { action: value, changes: '' })
        }
      />
    </div>
  );
}
