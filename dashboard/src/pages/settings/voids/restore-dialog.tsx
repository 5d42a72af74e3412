import type { restoreVoid } from '../../../../../lambdas/organizations/voids/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { count } from '../../../shared/format/formats.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import type { Void } from './void-columns.tsx';

interface RestoreDialogProps {
  readonly taken: Void;
  readonly onClose: () => void;
}

export function RestoreDialog({ taken: { id, executions }, onClose }: RestoreDialogProps) {
  const { id: organizationId } = useOrganization();
  const restore = useWrite<typeof restoreVoid>('POST /api/v1/executions/void/{id}/restore');
  return (
    <ConfirmDialog
      title="Restore these tasks?"
      action="Restore"
      doing="Restoring…"
      isPending={restore.isPending}
      error={restore.error}
      onConfirm={() =>
        restore.mutate({ path: { id }, body: { organization_id: organizationId } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      {count(executions)} tasks count again, at the prices of now. What retention has deleted stays deleted;
      how many that is, is told when it is done.
    </ConfirmDialog>
  );
}
