import type { listMembers } from '../../../../lambdas/organizations/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { instant } from '../../shared/format/formats.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Chip } from '../../shared/ui/chip.tsx';
import type { Column } from '../../shared/ui/data-table.tsx';
import { roles } from './roles.ts';
import styles from './settings.module.css';

export type Member = ResultOf<typeof listMembers>['members'][number];

interface Manage {
  /** The subject whose role is being changed. */
  readonly pending: string | undefined;
  readonly onRole: (member: Member, role: Member['role']) => void;
  readonly onRemove: (member: Member) => void;
  readonly onLink: (member: Member) => void;
}

/** @param manage not given for those who may only look */
export function memberColumns(timeZone: string, manage: Manage | undefined): readonly Column<Member>[] {
  const columns: readonly Column<Member>[] = [
    {
      name: 'subject',
      heading: 'Subject',
      rowHeading: true,
      cell: ({ subject, is_caller: isCaller }) => (
        <span className={styles['subject']}>
          {subject} {isCaller && <Chip>You</Chip>}
        </span>
      ),
    },
    {
      name: 'role',
      heading: 'Role',
      cell: (member) => (manage ? <Role member={member} manage={manage} /> : roles[member.role]),
    },
    {
      name: 'added',
      heading: 'Added',
      cell: ({ created_at: at, created_by: by }) => (
        <span className={styles['added']}>
          {instant(at, timeZone)}
          <span className={styles['aside']}> by {by}</span>
        </span>
      ),
    },
  ];
  if (!manage) return columns;
  return [
    ...columns,
    {
      name: 'linked',
      heading: 'Ids in messages',
      cell: (member) => (
        <span className={styles['role']}>
          {member.linked_users === 0 ? 'None' : member.linked_users}
          <Button small aria-label={`Link ${member.subject}`} onClick={() => manage.onLink(member)}>
            Link
          </Button>
        </span>
      ),
    },
    {
      name: 'remove',
      heading: <span className="visually-hidden">Remove</span>,
      numeric: true,
      cell: (member) => (
        <Button
          small
          aria-label={member.is_caller ? undefined : `Remove ${member.subject}`}
          onClick={() => manage.onRemove(member)}
        >
          {member.is_caller ? 'Leave' : 'Remove'}
        </Button>
      ),
    },
  ];
}

function Role({ member, manage }: { readonly member: Member; readonly manage: Manage }) {
  const isPending = manage.pending === member.subject;
  return (
    <span className={styles['role']}>
      <select
        className={styles['select']}
        aria-label={`Role of ${member.subject}`}
        value={member.role}
        disabled={isPending}
        onChange={(event) => manage.onRole(member, event.target.value === 'admin' ? 'admin' : 'viewer')}
      >
        {Object.entries(roles).map(([role, label]) => (
          <option key={role} value={role}>
            {label}
          </option>
        ))}
      </select>
      {isPending && <span role="status">Saving…</span>}
    </span>
  );
}
