import { useParams } from 'wouter';
import type { getPrice } from '../../../../../lambdas/pricing/prices/contract.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { buttonClass } from '../../../shared/ui/button.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { StartedRecalculation } from '../../../shared/recalculation/started-recalculation.tsx';
import { useView } from '../../../shared/view/view.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { instant } from '../../../shared/format/formats.ts';
import { units } from '../../../shared/format/units.ts';
import type { Price } from '../shared/price.ts';
import { scopeText } from '../shared/scope.tsx';
import { Correction } from './correction.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';

/** One price: what it is, every version of it, and what corrects it. */
export default function PricePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useRead<typeof getPrice>('GET /api/v1/pricing/{id}', { path: { id } });
  // Until this one is read, the result is that of the one before.
  const price = data?.id === id ? data : undefined;
  return (
    <Page
      title={price ? `${units[price.pricing_model].name}: ${scopeText(price)}` : 'Price'}
      actions={price && <Actions price={price} />}
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!price && !error && <Skeleton height="40rem" />}
      {price && <OnePrice key={price.id} price={price} />}
    </Page>
  );
}

function Actions({ price }: { readonly price: Price }) {
  const organization = useOrganization();
  const { parameter } = useView();
  if (!mayManage(organization) || price.superseded_at !== null) return null;
  const isCorrecting = parameter('correct') !== undefined;
  return (
    <>
      <ViewLink
        to="/prices/new"
        className={buttonClass()}
        changes={{
          price_provider: price.provider,
          price_model: price.model ?? undefined,
          price_task_type: price.task_type ?? undefined,
          price_service_tier: price.service_tier ?? undefined,
          price_speed: price.speed ?? undefined,
          price_inference_geo: price.inference_geo ?? undefined,
          price_unit: price.pricing_model,
          price_tier: price.above_input_tokens > 0 ? String(price.above_input_tokens) : undefined,
          price_scope: price.organization_id === null ? 'list' : undefined,
        }}
      >
        Add a new version
      </ViewLink>
      {!isCorrecting && (
        <ViewLink
          to={`/prices/${price.id}`}
          className={buttonClass({ kind: 'primary' })}
          changes={{ correct: '1' }}
        >
          Correct this price
        </ViewLink>
      )}
    </>
  );
}

function OnePrice({ price }: { readonly price: Price }) {
  const organization = useOrganization();
  const { parameter } = useView();
  const recalculationId = parameter('recalculation');
  const isSuperseded = price.superseded_at !== null;
  return (
    <>
      {isSuperseded && (
        <Notice
          kind="warning"
          actions={
            price.superseded_by !== null && (
              <ViewLink to={`/prices/${price.superseded_by}`}>Show what replaced it</ViewLink>
            )
          }
        >
          This version was held to be right until {instant(price.superseded_at, organization.time_zone)}. It
          stays on record and is no longer used for pricing.
        </Notice>
      )}
      {recalculationId !== undefined && (
        <StartedRecalculation
          id={recalculationId}
          subject="price"
          isOfAll={price.organization_id === null && parameter('figures') === 'all'}
          dismiss={<ViewLink to={`/prices/${price.id}`}>Close</ViewLink>}
        />
      )}
      {parameter('correct') !== undefined && mayManage(organization) && !isSuperseded && (
        <Correction price={price} />
      )}
      <Facts price={price} />
      <History price={price} />
    </>
  );
}
