import { useState } from 'react';
import type { putProducer } from '../../../../../lambdas/organizations/producers/contract.ts';
import { ApiProblem } from '../../../shared/api/problem.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { TextField } from '../../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import styles from '../settings.module.css';

/**
 * Registers a sender by the id that AWS knows it by.
 * @param suggested a principal that has sent already; empty where none was chosen
 */
export function AddProducer({ suggested }: { readonly suggested: string }) {
  const { id } = useOrganization();
  const put = useWrite<typeof putProducer>('PUT /api/v1/organizations/{id}/producers/{principal}');
  const [principal, setPrincipal] = useState(suggested);
  const [name, setName] = useState('');
  const problem = put.error instanceof ApiProblem ? put.error : undefined;
  const named = problem?.fieldError('principal') ?? problem?.fieldError('name');
  const submit = () =>
    put.mutate(
      {
        path: { id, principal: principal.trim() },
        body: name.trim() === '' ? {} : { name: name.trim() },
      },
      {
        onSuccess: () => {
          setPrincipal('');
          setName('');
        },
      },
    );
  return (
    <form
      className={styles['add']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>Register a producer</h3>
      <TextField
        label="Principal"
        required
        maxLength={128}
        autoComplete="off"
        spellCheck={false}
        hint={
          <>
            The unique id of its role (<code>AROA…</code>) or user (<code>AIDA…</code>):{' '}
            <code>aws iam get-role --role-name … --query Role.RoleId</code>. A rejection of its messages names
            it as well.
          </>
        }
        value={principal}
        onChange={(value) => {
          put.reset();
          setPrincipal(value);
        }}
        error={problem?.fieldError('principal')}
      />
      <TextField
        label="What you call it (optional)"
        maxLength={200}
        value={name}
        onChange={setName}
        error={problem?.fieldError('name')}
      />
      <Button type="submit" disabled={put.isPending}>
        {put.isPending ? 'Registering…' : 'Register'}
      </Button>
      {put.error && named === undefined && <ProblemNotice error={put.error} />}
      {put.isSuccess && <Notice kind="success">{put.data.principal} may send from now on.</Notice>}
    </form>
  );
}
