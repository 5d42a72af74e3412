import { instant } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import styles from '../settings.module.css';
import { accessOf, stateOf, type ApiKey } from './key.ts';

/** @param now as of when, in milliseconds since 1970 */
export function keyColumns(
  timeZone: string,
  now: number,
  onRevoke: (key: ApiKey) => void,
): readonly Column<ApiKey>[] {
  return [
    {
      name: 'name',
      heading: 'Name',
      rowHeading: true,
      cell: ({ name, prefix }) => (
        <span className={styles['subject']}>
          {name} <code className={styles['aside']}>{prefix}…</code>
        </span>
      ),
    },
    { name: 'access', heading: 'Access', cell: accessOf },
    {
      name: 'made',
      heading: 'Made',
      cell: ({ created_at: at, created_by: by }) => (
        <span className={styles['added']}>
          {instant(at, timeZone)}
          <span className={styles['aside']}> by {by}</span>
        </span>
      ),
    },
    {
      name: 'used',
      heading: 'Last used',
      cell: ({ last_used_at: at }) => (at === null ? 'Never' : instant(at, timeZone)),
    },
    {
      name: 'state',
      heading: 'Ends',
      cell: (key) => <End apiKey={key} state={stateOf(key, now)} timeZone={timeZone} />,
    },
    {
      name: 'revoke',
      heading: <span className="visually-hidden">Revoke</span>,
      numeric: true,
      cell: (key) =>
        stateOf(key, now) === 'active' && (
          <Button small aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
            Revoke
          </Button>
        ),
    },
  ];
}

interface EndProps {
  readonly apiKey: ApiKey;
  readonly state: ReturnType<typeof stateOf>;
  readonly timeZone: string;
}

function End({ apiKey, state, timeZone }: EndProps) {
  const at = state === 'revoked' ? apiKey.revoked_at : apiKey.expires_at;
  return (
    <span className={styles['added']}>
      {state === 'revoked' && <Chip kind="bad">Revoked</Chip>}
      {state === 'expired' && <Chip>Expired</Chip>} {instant(at ?? apiKey.expires_at, timeZone)}
      {apiKey.revoked_by !== null && <span className={styles['aside']}> by {apiKey.revoked_by}</span>}
    </span>
  );
}
