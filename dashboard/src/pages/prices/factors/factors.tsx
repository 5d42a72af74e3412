import { useState } from 'react';
import type { listPriceFactors } from '../../../../../lambdas/pricing/factors/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { instant } from '../../../shared/format/formats.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { useView } from '../../../shared/view/view.ts';
import { FactorDialog } from './factor-dialog.tsx';

type Factor = ResultOf<typeof listPriceFactors>['factors'][number];

const dimensions: Readonly<Record<Factor['dimension'], string>> = {
  service_tier: 'Service tier',
  speed: 'Speed',
  inference_geo: 'Place of inference',
};

/** What providers sell as a percentage of their standard prices. */
export function Factors() {
  const organization = useOrganization();
  const { provider } = useView().view;
  const [isOpen, setIsOpen] = useState(false);
  const pages = useReadPages<typeof listPriceFactors>(
    'GET /api/v1/pricing/factors',
    (cursor) => ({ query: { organization_id: organization.id, provider, cursor } }),
    ({ next_cursor: next }) => next,
  );
  const factors = pages.data?.pages.flatMap((page) => page.factors);
  return (
    <Card
      title="Factors"
      help="price-factor"
      note="For what is sold as a percentage of the standard prices, such as batches. A factor for list prices never touches a contract."
      actions={mayManage(organization) && <Button onClick={() => setIsOpen(true)}>Add a factor</Button>}
    >
      {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
      {!factors && !pages.error && <Skeleton height="8rem" />}
      {factors?.length === 0 && (
        <Empty
          title={provider === undefined ? 'There are no factors.' : `${readable(provider)} has no factors.`}
        />
      )}
      {factors && factors.length > 0 && (
        <DataTable
          caption="Factors, newest first"
          columns={columnsIn(organization.time_zone)}
          rows={factors}
          rowKey={({ id }) => id}
        />
      )}
      <More pages={pages} />
      {isOpen && <FactorDialog onClose={() => setIsOpen(false)} />}
    </Card>
  );
}

const columnsIn = (timeZone: string): readonly Column<Factor>[] => [
  {
    name: 'of',
    heading: 'Of',
    rowHeading: true,
    cell: ({ provider, model, organization_id: holder }) =>
      `${readable(provider)} ${model ?? '(any model)'}${holder === null ? '' : ', contract'}`,
  },
  { name: 'for', heading: 'For', cell: ({ dimension, value }) => `${dimensions[dimension]} ${value}` },
  { name: 'factor', heading: 'Factor', numeric: true, cell: ({ factor }) => `× ${trimmed(factor)}` },
  {
    name: 'force',
    heading: 'In force',
    cell: ({ effective_date: from, end_date: until }) =>
      [
        from === null ? 'from the beginning' : `since ${instant(from, timeZone)}`,
        ...(until === null ? [] : [`until ${instant(until, timeZone)}`]),
      ].join(' '),
  },
  { name: 'notes', heading: 'Source', cell: ({ notes, created_by: by }) => notes ?? by },
];

/** Without zeros at its end. */
const trimmed = (decimal: string): string => decimal.replace(/\.?0+$/, '');
