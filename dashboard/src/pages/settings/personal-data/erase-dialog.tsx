import type { eraseUserData } from '../../../../../lambdas/user-data/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';

interface EraseDialogProps {
  /** What messages call the person; undefined: it is the caller. */
  readonly userId: string | undefined;
  readonly onErased: () => void;
  readonly onClose: () => void;
}

export function EraseDialog({ userId, onErased, onClose }: EraseDialogProps) {
  const { id: organizationId, name } = useOrganization();
  const erase = useWrite<typeof eraseUserData>('DELETE /api/v1/user/data');
  const query = { organization_id: organizationId, user_id: userId };
  return (
    <ConfirmDialog
      title={userId === undefined ? 'Erase your data?' : `Erase the data of ${userId}?`}
      action="Erase for good"
      doing="Asking…"
      isPending={erase.isPending}
      error={erase.error}
      onConfirm={() => erase.mutate({ query }, { onSuccess: onErased })}
      onClose={onClose}
    >
      Tasks in {name} will no longer say who ran them: ids, texts, reasoning and notes go, and files of
      exports as well. Costs, savings and how many people were active stay as they are. Nobody can take it
      back; download a copy first if one is needed. Work after this moment is stored as that of a new person.
    </ConfirmDialog>
  );
}
