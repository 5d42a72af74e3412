import { useOrganization, type Organization } from '../organization/organization-context.ts';
import { useView } from '../view/view.ts';
import styles from './organization-switcher.module.css';

interface OrganizationSwitcherProps {
  readonly organizations: readonly Organization[];
}

/** Names the organization that is looked at; lets those who are in more than one change to another. */
export function OrganizationSwitcher({ organizations }: OrganizationSwitcherProps) {
  const current = useOrganization();
  const { change } = useView();
  if (organizations.length < 2) return <span className={styles['name']}>{current.name}</span>;
  return (
    <select
      className={styles['select']}
      aria-label="Organization"
      value={current.id}
      onChange={(event) => change({ org: event.target.value, provider: undefined })}
    >
      {organizations.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
