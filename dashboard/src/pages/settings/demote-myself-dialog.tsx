import type { putMember } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import type { Member } from './member-columns.tsx';

interface DemoteMyselfDialogProps {
  readonly member: Member;
  readonly onClose: () => void;
}

export function DemoteMyselfDialog({ member: { subject }, onClose }: DemoteMyselfDialogProps) {
  const { id } = useOrganization();
  const put = useWrite<typeof putMember>('PUT /api/v1/organizations/{id}/members/{subject}');
  return (
    <ConfirmDialog
      title="Become a viewer?"
      action="Become a viewer"
      doing="Saving…"
      isPending={put.isPending}
      error={put.error}
      onConfirm={() =>
        put.mutate({ path: { id, subject }, body: { role: 'viewer' } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      You will no longer be able to change anything, including this. Another admin would have to make you an
      admin again.
    </ConfirmDialog>
  );
}
