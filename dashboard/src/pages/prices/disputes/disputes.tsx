import type { listPriceDisputes } from '../../../../../lambdas/pricing/disputes/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { count, exactMoney, instant, signedPercent } from '../../../shared/format/formats.ts';
import { isUnit, quotedPrice, units } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';

type Dispute = ResultOf<typeof listPriceDisputes>['disputes'][number];

const quoted = (cost: string, unit: string): string =>
  isUnit(unit) ? quotedPrice(cost, unit) : exactMoney(cost);

const columnsIn = (timeZone: string): readonly Column<Dispute>[] => [
  {
    name: 'model',
    heading: 'Model',
    rowHeading: true,
    cell: ({ provider, model }) => (
      <ViewLink to="/prices" changes={{ provider, model }}>
        {model} of {readable(provider)}
      </ViewLink>
    ),
  },
  {
    name: 'unit',
    heading: 'Charged for',
    cell: ({ pricing_model: unit, above_input_tokens: above }) =>
      `${isUnit(unit) ? units[unit].name : unit}${above > 0 ? `, above ${count(above)} input tokens` : ''}`,
  },
  {
    name: 'price',
    heading: 'In force',
    numeric: true,
    cell: ({ cost_per_unit: cost, pricing_model: unit, price_source: source }) => (
      <>
        {quoted(cost, unit)}
        <br />
        by {source}
      </>
    ),
  },
  {
    name: 'other',
    heading: 'The other list',
    numeric: true,
    cell: ({ other_cost_per_unit: cost, pricing_model: unit, other_source: source }) => (
      <>
        {quoted(cost, unit)}
        <br />
        by {source}
      </>
    ),
  },
  {
    name: 'difference',
    heading: 'Difference',
    numeric: true,
    cell: ({ difference_percentage: difference }) =>
      difference === null ? 'from $0' : signedPercent(difference),
  },
  { name: 'since', heading: 'Since', cell: ({ since }) => instant(since, timeZone) },
];

/** List prices of models in use that two lists differ on; nothing where there are none. */
export function Disputes() {
  const { time_zone: timeZone } = useOrganization();
  const { data } = useRead<typeof listPriceDisputes>('GET /api/v1/pricing/disputes', {});
  const disputes = data?.disputes ?? [];
  if (disputes.length === 0) return null;
  return (
    <Card
      title="Disputed prices"
      help="disputed-price"
      note="Two public lists differ by more than 10%. Tasks are charged at the price in force until an operator, or a newer list, settles it."
    >
      <DataTable
        caption="Disputed prices"
        columns={columnsIn(timeZone)}
        rows={disputes}
        rowKey={(dispute) =>
          [
            dispute.provider,
            dispute.model,
            dispute.pricing_model,
            dispute.above_input_tokens,
            dispute.other_source,
          ].join(' ')
        }
      />
    </Card>
  );
}
