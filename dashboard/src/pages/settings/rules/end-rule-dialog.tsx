import type { endBaseline } from '../../../../../lambdas/organizations/baselines/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import { useFollow } from '../followed.tsx';
import { ruleNames, subjectOf, type Version } from '../../../shared/pricing/rule-names.ts';

interface EndRuleDialogProps {
  readonly version: Version;
  readonly onClose: () => void;
}

/** Ends a rule from now on; what was compared by it stays so. */
export function EndRuleDialog({ version, onClose }: EndRuleDialogProps) {
  const { id } = useOrganization();
  const follow = useFollow('rule');
  const end = useWrite<typeof endBaseline>('POST /api/v1/organizations/{id}/baselines/{baseline_id}/end');
  const name = [ruleNames[version.rule], subjectOf(version)].filter((part) => part !== null).join(': ');
  return (
    <ConfirmDialog
      title="End the rule?"
      action="End it now"
      doing="Ending…"
      isPending={end.isPending}
      error={end.error}
      onConfirm={() =>
        end.mutate(
          { path: { id, baseline_id: version.id }, body: {} },
          {
            onSuccess: ({ recalculation_id: recalculation }) => {
              onClose();
              follow(recalculation);
            },
          },
        )
      }
      onClose={onClose}
    >
      {name}. Tasks from now on are compared by the remaining rules; earlier ones stay as they are.
    </ConfirmDialog>
  );
}
