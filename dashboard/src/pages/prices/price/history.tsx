import type { priceHistory } from '../../../../../lambdas/pricing/history/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { instant } from '../../../shared/format/formats.ts';
import { quotedPrice } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { isSameLine, timeInForce, type Price } from '../shared/price.ts';
import styles from './price.module.css';

type Version = ResultOf<typeof priceHistory>['versions'][number];

/** Every version of a price, along the time in force, and when it was known. */
export function History({ price }: { readonly price: Price }) {
  const { id, time_zone: timeZone } = useOrganization();
  const pages = useReadPages<typeof priceHistory>(
    'GET /api/v1/pricing/history',
    (cursor) => ({
      query: {
        provider: price.provider,
        model: price.model ?? undefined,
        task_type: price.task_type ?? undefined,
        organization_id: id,
        limit: 200,
        cursor,
      },
    }),
    // Without a model the history goes on to those of all models, after those for any model.
    (page) => (page.versions.at(-1)?.model === price.model ? page.next_cursor : null),
    { live: false },
  );
  const { data, error, refetch } = pages;
  const versions =
    data?.pages.flatMap((page) => page.versions).filter((each) => isSameLine(each, price)) ?? [];
  return (
    <Card
      title="History"
      note="Every version, by time in force. A superseded version is no longer used for pricing, but shows which price was known at a given time."
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="10rem" />}
      {data && (
        <DataTable
          caption="History of this price"
          columns={columnsOf(price, timeZone)}
          rows={versions}
          rowKey={(version) => version.id}
        />
      )}
      <More pages={pages} />
    </Card>
  );
}

const columnsOf = (price: Price, timeZone: string): readonly Column<Version>[] => [
  {
    name: 'price',
    heading: 'Price',
    rowHeading: true,
    cell: ({ id, cost_per_unit: cost, pricing_model: unit, known_until: until }) => {
      const text = (
        <span className={until === null ? undefined : styles['superseded']}>{quotedPrice(cost, unit)}</span>
      );
      return id === price.id ? text : <ViewLink to={`/prices/${id}`}>{text}</ViewLink>;
    },
  },
  {
    name: 'state',
    heading: 'Status',
    cell: ({ id, known_until: until }) => (
      <>
        {until === null ? <Chip kind="good">Current</Chip> : <Chip>Superseded</Chip>}{' '}
        {id === price.id && <Chip kind="info">This one</Chip>}
      </>
    ),
  },
  { name: 'in-force', heading: 'In force', help: 'in-force', cell: timeInForce },
  {
    name: 'known',
    heading: 'Known',
    help: 'known',
    cell: ({ known_from: from, known_until: until }) => (
      <>
        since {instant(from, timeZone)}
        {until !== null && (
          <>
            <br />
            until {instant(until, timeZone)}
          </>
        )}
      </>
    ),
  },
  {
    name: 'why',
    heading: 'Entered by, and why',
    cell: ({ created_by: by, correction_reason: reason, notes }) => (
      <span className={styles['why']}>
        {by}
        <span className={styles['aside']}>{reason === null ? notes : `Correction: ${reason}`}</span>
      </span>
    ),
  },
];
