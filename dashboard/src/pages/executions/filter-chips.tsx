import { Button } from '../../shared/ui/button.tsx';
import { Chip } from '../../shared/ui/chip.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './executions.module.css';
import { noFilters, type chipsOf } from './filters.ts';

/** What the list is narrowed to, each to be taken away. */
export function FilterChips({ chips }: { readonly chips: ReturnType<typeof chipsOf> }) {
  const { change } = useView();
  if (chips.length === 0) return null;
  return (
    <ul className={styles['chips']} aria-label="Active filters">
      {chips.map(({ name, label }) => (
        <li key={name}>
          <Chip
            kind="info"
            remove={{ label: `Remove the filter ${label}`, onRemove: () => change({ [name]: undefined }) }}
          >
            {label}
          </Chip>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button small kind="quiet" onClick={() => change(noFilters)}>
            Remove all
          </Button>
        </li>
      )}
    </ul>
  );
}
