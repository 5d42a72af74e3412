import type { listPrices } from '../../../../../lambdas/pricing/prices/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { bookInstant } from '../shared/price.ts';
import { columns } from './columns.tsx';
import { FilterFields } from './filter-fields.tsx';
import { asRateCards, rateCardKey } from './rate-cards.ts';
import { endOf, useFilters, type Filters } from './use-filters.ts';

/** The prices in force, as rate cards. */
export function PriceBook() {
  const organization = useOrganization();
  const { filters, isNarrowed, clear } = useFilters();
  const pages = useReadPages<typeof listPrices>(
    'GET /api/v1/pricing',
    (cursor) => ({ query: { organization_id: organization.id, ...queryOf(filters), limit: 100, cursor } }),
    (page) => page.next_cursor,
    { live: false },
  );
  const { data, error, isPlaceholderData, refetch, hasNextPage } = pages;
  const prices = asRateCards(data?.pages.flatMap((page) => page.prices) ?? [], hasNextPage);
  const [first] = data?.pages ?? [];
  return (
    <Card
      title="Prices in force"
      help="in-force"
      busy={isPlaceholderData}
      note={
        first &&
        (filters.inForceOn !== '' || filters.knownOn !== '') &&
        `In force on ${bookInstant(first.at)}${first.as_of === null ? '' : `, as known on ${bookInstant(first.as_of)}`}.`
      }
    >
      <FilterFields error={error} />
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="40rem" />}
      {data && prices.length === 0 && (
        <Empty title={isNarrowed ? 'No price matches the filters.' : 'There are no prices yet.'}>
          {filters.knownOn !== '' && <p>Prices that were entered after that day are left out.</p>}
          {isNarrowed && <Button onClick={clear}>Clear all filters</Button>}
          {mayManage(organization) && (
            <ViewLink
              to="/prices/new"
              changes={{
                price_provider: filters.provider || undefined,
                price_model: filters.model || undefined,
              }}
            >
              Add a price
            </ViewLink>
          )}
        </Empty>
      )}
      {prices.length > 0 && (
        <DataTable
          caption="Rate cards"
          columns={columns}
          rows={prices}
          rowKey={({ id }) => id}
          groupKey={rateCardKey}
        />
      )}
      <More pages={pages} />
    </Card>
  );
}

function queryOf({ search, provider, model, taskType, scope, inForceOn, knownOn }: Filters) {
  return {
    search,
    provider,
    model,
    task_type: taskType,
    scope: scope === 'all' ? undefined : scope,
    at: endOf(inForceOn),
    as_of: endOf(knownOn),
  };
}
