import type { costsByProvider } from '../../../../lambdas/analytics/costs-by-provider/contract.ts';
import type { listPrices } from '../../../../lambdas/pricing/prices/contract.ts';
import { useRead } from '../api/use-read.ts';
import { useOrganization } from '../organization/organization-context.ts';
import { usePeriod } from '../organization/use-period.ts';

/** The providers that ran tasks in the range, and the one of the baseline. */
export function useProviders(): readonly string[] {
  const { id, baseline } = useOrganization();
  const { days } = usePeriod();
  const { data } = useRead<typeof costsByProvider>(
    'GET /api/v1/analytics/costs/by-provider',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end } },
    { enabled: days !== undefined },
  );
  const used = data?.providers.map(({ provider }) => provider) ?? [];
  return [...new Set([...used, baseline.provider])];
}

/** The models of a provider that have prices today; none of a provider that is still being typed. */
export function useModels(provider: string): readonly string[] {
  const { id } = useOrganization();
  const isKnown = useProviders().includes(provider);
  const { data } = useRead<typeof listPrices>(
    'GET /api/v1/pricing',
    { query: { organization_id: id, provider, limit: 200 } },
    { enabled: isKnown },
  );
  // While another provider's prices are on their way, those of the one before are still there.
  const priced = data?.prices.filter((price) => price.provider === provider) ?? [];
  return [...new Set(priced.flatMap(({ model }) => model ?? []))];
}
