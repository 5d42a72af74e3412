import { instant } from '../../../shared/format/formats.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { RecalculationDetails } from '../../../shared/recalculation/recalculation-details.tsx';
import { causes, useRecalculation } from '../../../shared/recalculation/recalculation.ts';

/** One recalculation in full: what the address asks for. */
export function OneRecalculation({ id }: { readonly id: string }) {
  const organization = useOrganization();
  const { recalculation, error, refetch } = useRecalculation(id, organization.id);
  const close = (
    <ViewLink to="/prices" changes={{ tab: 'recalculations' }}>
      Close
    </ViewLink>
  );
  if (!recalculation) {
    return (
      <Card title="Recalculation" actions={close}>
        {error ? <ProblemNotice error={error} retry={refetch} /> : <Skeleton height="12rem" />}
      </Card>
    );
  }
  const { cause, created_at: at, created_by: by, reason, dry_run: isDry } = recalculation;
  return (
    <Card
      title={`${isDry ? 'Dry run: ' : ''}${causes[cause]}`}
      help="recalculation"
      actions={close}
      note={`${instant(at, organization.time_zone)}, by ${by}${reason === null ? '' : `: ${reason}`}`}
    >
      <RecalculationDetails recalculation={recalculation} />
    </Card>
  );
}
