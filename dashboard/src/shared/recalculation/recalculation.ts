import type { getRecalculation } from '../../../../shared/recalculation/contract.ts';
import type { ResultOf } from '../api/operation.ts';
import { useRead } from '../api/use-read.ts';

export type Recalculation = ResultOf<typeof getRecalculation>;
/** One whose figures are shown: operators see those of no organization that they are no member of. */
export type ShownRecalculation = Extract<Recalculation, { readonly figures_withheld: null }>;

export const isUnderWay = ({ status }: Recalculation): boolean => status === 'queued' || status === 'running';

/**
 * Follows one recalculation until it is done.
 * @param id undefined: none yet
 * @param organizationId whose figures and progress; undefined: of all organizations together, which operators may ask
 */
export function useRecalculation(id: string | undefined, organizationId: string | undefined) {
  const { data, error, refetch } = useRead<typeof getRecalculation>(
    'GET /api/v1/recalculations/{id}',
    { path: { id: id ?? '' }, query: { organization_id: organizationId } },
    { enabled: id !== undefined, pollWhile: isUnderWay },
  );
  // Until this one is read, the result is that of the one before.
  return { recalculation: data?.id === id ? data : undefined, error, refetch };
}

export const causes: Readonly<Record<Recalculation['cause'], string>> = {
  price_correction: 'A price was corrected',
  new_price: 'A price was added',
  baseline_change: 'The baseline was changed',
  price_feed: 'The price feed brought new prices',
  price_factor: 'A factor was added, corrected or ended',
  void: 'Tasks were voided',
  restore: 'Voided tasks were restored',
  cost_source_change: 'The source of costs without a price was changed',
};
