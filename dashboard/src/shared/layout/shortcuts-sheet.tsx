import { useOrganization } from '../organization/organization-context.ts';
import { Dialog } from '../ui/dialog.tsx';
import { relativeRanges } from '../view/range.ts';
import { navigationOf } from './navigation.ts';
import styles from './shortcuts-sheet.module.css';

/** The keyboard shortcuts. */
export default function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  const navigation = navigationOf(useOrganization());
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <Keys
        title="Everywhere"
        keys={[
          ['?', 'This sheet'],
          ['Esc', 'Clear the filters; close what is open'],
          ['← →', 'Day by day, in the focused chart'],
        ]}
      />
      <Keys title="Range" keys={relativeRanges.map(({ key, label }) => [key, label])} />
      <Keys title="Pages" keys={navigation.map(({ key, label }) => [`g ${key}`, label])} />
    </Dialog>
  );
}

function Keys({
  title,
  keys,
}: {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}) {
  return (
    <section className={styles['group']}>
      <h3>{title}</h3>
      <dl className={styles['keys']}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
