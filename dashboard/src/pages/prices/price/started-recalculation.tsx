import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { useView } from '../../../shared/view/view.ts';
import { RecalculationDetails } from '../../../shared/recalculation/recalculation-details.tsx';
import { isUnderWay, useRecalculation } from '../../../shared/recalculation/recalculation.ts';
import type { Price } from '../shared/price.ts';

interface StartedRecalculationProps {
  /** `none`: the price was saved and begins in the future. */
  readonly id: string;
  readonly price: Price;
}

/** Follows the recalculation that a new or corrected price has started. */
export function StartedRecalculation({ id, price }: StartedRecalculationProps) {
  const organization = useOrganization();
  const { parameter } = useView();
  // Of a list price an operator sees what it does to all organizations.
  const isOfAll = price.organization_id === null && parameter('figures') === 'all';
  const { recalculation, error, refetch } = useRecalculation(
    id === 'none' ? undefined : id,
    isOfAll ? undefined : organization.id,
  );
  const dismiss = <ViewLink to={`/prices/${price.id}`}>Close</ViewLink>;
  if (id === 'none') {
    return (
      <Notice kind="success" actions={dismiss}>
        The price is saved. It begins in the future, so nothing that is stored is priced again.
      </Notice>
    );
  }
  return (
    <Card
      title="What this price changes"
      help="recalculation"
      actions={dismiss}
      note={
        recalculation &&
        isUnderWay(recalculation) &&
        'The price is saved. The recalculation starts within a minute and continues if you leave this page; it is also listed under Price book, Recalculations.'
      }
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!recalculation && !error && <Skeleton height="8rem" />}
      {recalculation && (
        <RecalculationDetails
          recalculation={recalculation}
          of={isOfAll ? 'all organizations together' : undefined}
        />
      )}
    </Card>
  );
}
