import type { deleteMember } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import type { Member } from './member-columns.tsx';

interface RemoveMemberDialogProps {
  readonly member: Member;
  readonly onClose: () => void;
}

export function RemoveMemberDialog({
  member: { subject, is_caller: isCaller },
  onClose,
}: RemoveMemberDialogProps) {
  const { id, name } = useOrganization();
  const remove = useWrite<typeof deleteMember>('DELETE /api/v1/organizations/{id}/members/{subject}');
  return (
    <ConfirmDialog
      title={isCaller ? 'Leave the organization?' : `Remove ${subject}?`}
      action={isCaller ? 'Leave' : 'Remove'}
      doing={isCaller ? 'Leaving…' : 'Removing…'}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { id, subject } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {isCaller
        ? `You will no longer see anything of ${name}. Another admin would have to add you again.`
        : `${subject} will no longer see anything of ${name}. The tasks that they ran stay.`}
    </ConfirmDialog>
  );
}
