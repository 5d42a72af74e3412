import { useState } from 'react';
import type { putMember } from '../../../../lambdas/organizations/contract.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { SelectField, TextField } from '../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../shared/ui/notice.tsx';
import type { Member } from './member-columns.tsx';
import { roles } from './roles.ts';
import styles from './settings.module.css';

const options = [
  { value: 'viewer', label: roles.viewer },
  { value: 'admin', label: roles.admin },
] as const;

/** Adds somebody by the subject that sign-in knows them by. */
export function AddMember({ existing }: { readonly existing: readonly Member[] }) {
  const { id } = useOrganization();
  const put = useWrite<typeof putMember>('PUT /api/v1/organizations/{id}/members/{subject}');
  const [typed, setTyped] = useState('');
  const [role, setRole] = useState<Member['role']>('viewer');
  const subject = typed.trim();
  const isMember = existing.some((member) => member.subject === subject);
  const problem = put.error instanceof ApiProblem ? put.error : undefined;
  const named = problem?.fieldError('subject');
  return (
    <form
      className={styles['add']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isMember || subject === '') return;
        put.mutate({ path: { id, subject }, body: { role } }, { onSuccess: () => setTyped('') });
      }}
    >
      <h3>Add a member</h3>
      <TextField
        label="Subject"
        required
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        hint={
          <>
            Their identity at sign-in: the <code>sub</code> claim of their token.
          </>
        }
        value={typed}
        onChange={(value) => {
          put.reset();
          setTyped(value);
        }}
        error={isMember ? 'is a member already; change the role in the table' : named}
      />
      <SelectField label="Role" value={role} options={options} onChange={setRole} />
      <Button type="submit" disabled={put.isPending}>
        {put.isPending ? 'Adding…' : 'Add'}
      </Button>
      {put.error && named === undefined && <ProblemNotice error={put.error} />}
      {put.isSuccess && (
        <Notice kind="success">
          {put.data.subject} was added as {put.data.role === 'admin' ? 'an admin' : 'a viewer'}.
        </Notice>
      )}
    </form>
  );
}
