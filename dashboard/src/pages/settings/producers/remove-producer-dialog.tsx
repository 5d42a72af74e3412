import type { deleteProducer } from '../../../../../lambdas/organizations/producers/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import type { Producer } from './producer-columns.tsx';

interface RemoveProducerDialogProps {
  readonly producer: Producer;
  readonly onClose: () => void;
}

export function RemoveProducerDialog({ producer: { principal, name }, onClose }: RemoveProducerDialogProps) {
  const { id } = useOrganization();
  const remove = useWrite<typeof deleteProducer>('DELETE /api/v1/organizations/{id}/producers/{principal}');
  return (
    <ConfirmDialog
      title={`Remove ${name ?? principal}?`}
      action="Remove"
      doing="Removing…"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { id, principal } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      Within a minute its messages are rejected. The tasks that it has sent stay.
    </ConfirmDialog>
  );
}
