import { useState } from 'react';
import type { listPriceFactors } from '../../../../../lambdas/pricing/factors/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { StartedRecalculation } from '../../../shared/recalculation/started-recalculation.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { useView } from '../../../shared/view/view.ts';
import { CorrectFactorDialog } from './correct-factor-dialog.tsx';
import { EndFactorDialog } from './end-factor-dialog.tsx';
import { factorColumns } from './factor-columns.tsx';
import { FactorDialog } from './factor-dialog.tsx';
import type { Factor } from './factor.ts';
import styles from './factors.module.css';

/** What providers sell as a percentage of their standard prices, and what the last change of one has done. */
export function Factors() {
  const organization = useOrganization();
  const { view, parameter, change } = useView();
  const [isOpen, setIsOpen] = useState(false);
  const [withSuperseded, setWithSuperseded] = useState(false);
  const [correcting, setCorrecting] = useState<Factor>();
  const [ending, setEnding] = useState<Factor>();
  const pages = useReadPages<typeof listPriceFactors>(
    'GET /api/v1/pricing/factors',
    (cursor) => ({
      query: {
        organization_id: organization.id,
        provider: view.provider,
        superseded: withSuperseded ? 'true' : undefined,
        cursor,
      },
    }),
    ({ next_cursor: next }) => next,
  );
  const factors = pages.data?.pages.flatMap((page) => page.factors);
  const recalculation = parameter('recalculation');
  const dismiss = () => change({ recalculation: undefined, figures: undefined }, { replace: true });
  return (
    <>
      <Card
        title="Factors"
        help="price-factor"
        note="For what is sold as a percentage of the standard prices, such as batches. A factor for list prices never touches a contract. List prices apply to all organizations; operators change their factors."
        busy={pages.isPlaceholderData}
        actions={
          <span className={styles['actions']}>
            <Button aria-pressed={withSuperseded} onClick={() => setWithSuperseded(!withSuperseded)}>
              Show superseded
            </Button>
            {mayManage(organization) && <Button onClick={() => setIsOpen(true)}>Add a factor</Button>}
          </span>
        }
      >
        {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
        {!factors && !pages.error && <Skeleton height="8rem" />}
        {factors?.length === 0 && (
          <Empty
            title={
              view.provider === undefined
                ? 'There are no factors.'
                : `${readable(view.provider)} has no factors.`
            }
          />
        )}
        {factors && factors.length > 0 && (
          <DataTable
            caption="Factors, newest first"
            columns={factorColumns(organization, factors, {
              onCorrect: setCorrecting,
              onEnd: setEnding,
            })}
            rows={factors}
            rowKey={({ id }) => id}
          />
        )}
        <More pages={pages} />
      </Card>
      {recalculation !== undefined && (
        <StartedRecalculation
          key={recalculation}
          id={recalculation}
          subject="factor"
          isOfAll={parameter('figures') === 'all'}
          dismiss={
            <Button small onClick={dismiss}>
              Close
            </Button>
          }
        />
      )}
      {isOpen && <FactorDialog onClose={() => setIsOpen(false)} />}
      {correcting && <CorrectFactorDialog factor={correcting} onClose={() => setCorrecting(undefined)} />}
      {ending && <EndFactorDialog factor={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
