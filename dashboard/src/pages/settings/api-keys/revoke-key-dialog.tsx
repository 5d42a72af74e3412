import type { revokeApiKey } from '../../../../../lambdas/organizations/api-keys/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import type { ApiKey } from './key.ts';

interface RevokeKeyDialogProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}

export function RevokeKeyDialog({ apiKey: { id: keyId, name }, onClose }: RevokeKeyDialogProps) {
  const { id } = useOrganization();
  const revoke = useWrite<typeof revokeApiKey>('DELETE /api/v1/organizations/{id}/api-keys/{key_id}');
  return (
    <ConfirmDialog
      title={`Revoke ${name}?`}
      action="Revoke"
      doing="Revoking…"
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ path: { id, key_id: keyId } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      Whatever uses it is refused from its next request on. It stays in the list, and cannot be used again.
    </ConfirmDialog>
  );
}
