import type { listPriceChanges } from '../../../../../lambdas/pricing/changes/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { difference, quotient, signOf } from '../../../../../shared/shown/fractions.ts';
import { inPercent } from '../../../../../shared/shown/rounded.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { instant, signedPercent } from '../../../shared/format/formats.ts';
import { quotedPrice, units } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ProviderFilter } from '../../../shared/organization/provider-filter.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { useView } from '../../../shared/view/view.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { Condition } from '../shared/condition.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { timeInForce } from '../shared/price.ts';
import { Scope } from '../shared/scope.tsx';

type Change = ResultOf<typeof listPriceChanges>['changes'][number];

const columnsIn = (timeZone: string): readonly Column<Change>[] => [
  {
    name: 'price',
    heading: 'Price',
    rowHeading: true,
    cell: (change) => <Scope scope={change} priceId={change.price_id} />,
  },
  {
    name: 'unit',
    heading: 'Charged for',
    cell: (change) => (
      <>
        {units[change.pricing_model].name}
        <Condition price={change} />
      </>
    ),
  },
  {
    name: 'costs',
    heading: 'Before and after',
    numeric: true,
    cell: ({ previous_cost_per_unit: before, previous_price_id: id, ...change }) => (
      <>
        <ViewLink to={`/prices/${id}`}>{quotedPrice(before, change.pricing_model)}</ViewLink>
        <br />→ {quotedPrice(change.cost_per_unit, change.pricing_model)}
      </>
    ),
  },
  {
    name: 'change',
    heading: 'Change',
    numeric: true,
    cell: ({ cost_per_unit: cost, previous_cost_per_unit: before }) => {
      const change = quotient(difference(cost, before), before);
      return change === null ? (
        'from $0'
      ) : (
        <Chip kind={signOf(change) > 0 ? 'bad' : 'good'}>{signedPercent(inPercent(change))}</Chip>
      );
    },
  },
  { name: 'in-force', heading: 'In force', help: 'in-force', cell: timeInForce },
  { name: 'entered', heading: 'Entered', cell: ({ created_at: at }) => instant(at, timeZone) },
];

/** Prices that moved by more than a tenth, newest first. */
export function PriceChanges() {
  const { id, time_zone: timeZone } = useOrganization();
  const { view } = useView();
  const pages = useReadPages<typeof listPriceChanges>(
    'GET /api/v1/pricing/changes',
    (cursor) => ({ query: { organization_id: id, provider: view.provider, cursor } }),
    (page) => page.next_cursor,
  );
  const { data, error, isPlaceholderData, refetch } = pages;
  const changes = data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <Card
      title="Changes of more than 10%"
      busy={isPlaceholderData}
      actions={<ProviderFilter />}
      note="Each new version or correction, compared with the previous price of the same scope, unit and tier. Newest first."
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="30rem" />}
      {data && changes.length === 0 && (
        <Empty title="No price has moved by more than 10%.">
          Smaller changes are in the history of each price.
        </Empty>
      )}
      {changes.length > 0 && (
        <DataTable
          caption="Price changes of more than 10%"
          columns={columnsIn(timeZone)}
          rows={changes}
          rowKey={({ price_id: priceId, previous_price_id: previous }) => `${priceId} ${previous}`}
        />
      )}
      <More pages={pages} />
    </Card>
  );
}
