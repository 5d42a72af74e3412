import type { setPriceSource } from '../../../../../lambdas/pricing/sources/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import { listOf, type PriceSource } from './source.ts';

interface EndSourceDialogProps {
  readonly source: PriceSource;
  readonly onClose: () => void;
}

/** Takes the list prices of a provider's name away. */
export function EndSourceDialog({ source, onClose }: EndSourceDialogProps) {
  const set = useWrite<typeof setPriceSource>('PUT /api/v1/pricing/sources');
  const { provider } = source;
  return (
    <ConfirmDialog
      title="End the price source?"
      action="End it now"
      doing="Ending…"
      isPending={set.isPending}
      error={set.error}
      onConfirm={() => set.mutate({ body: { provider, price_source: null } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {readable(provider)} will no longer be billed by the list of {listOf(source)}, nor by any other. Within
      a minute its tasks, of all organizations and all times, are unpriced where neither an operator nor a
      contract has set a price.
    </ConfirmDialog>
  );
}
