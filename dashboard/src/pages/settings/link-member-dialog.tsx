import { useState } from 'react';
import type { putMember } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import type { Member } from './member-columns.tsx';

interface LinkMemberDialogProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** Says what messages call a member, so that the member can get and erase what is stored of it. */
export function LinkMemberDialog({ member, onClose }: LinkMemberDialogProps) {
  const { id } = useOrganization();
  const put = useWrite<typeof putMember>('PUT /api/v1/organizations/{id}/members/{subject}');
  const [userId, setUserId] = useState('');
  const { subject, role, linked_users: linked } = member;
  const change = (value: string | null) =>
    put.mutate({ path: { id, subject }, body: { role, user_id: value } }, { onSuccess: onClose });
  return (
    <FormDialog
      title={`Link ${subject}`}
      action="Link"
      doing="Saving…"
      isPending={put.isPending}
      error={put.error}
      onSubmit={() => change(userId)}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <p>
            What is linked, a member can download and erase under “Your data”. Only a hash of the id is
            stored, so it cannot be shown again.
          </p>
          <TextField
            label="Id in messages"
            required
            maxLength={1000}
            autoComplete="off"
            spellCheck={false}
            hint={
              <>
                The <code>user_id</code> that routing services send for this person.
              </>
            }
            value={userId}
            onChange={setUserId}
            error={errorOf('user_id')}
          />
          {linked > 0 && (
            <div>
              <Button small disabled={put.isPending} onClick={() => change(null)}>
                {linked === 1 ? 'Unlink the one that is linked' : `Unlink all ${linked}`}
              </Button>
            </div>
          )}
        </>
      )}
    </FormDialog>
  );
}
