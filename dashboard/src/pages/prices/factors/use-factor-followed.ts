import type { correctPriceFactor } from '../../../../../lambdas/pricing/factors/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { NO_RECALCULATION } from '../../../shared/recalculation/started-recalculation.tsx';
import { useView } from '../../../shared/view/view.ts';

/** @returns what follows, in the address, the recalculation that an added or corrected factor has started */
export function useFactorFollowed(): (factor: ResultOf<typeof correctPriceFactor>) => void {
  const { change } = useView();
  return ({ recalculation_id: id, organization_id: holder }) =>
    change(
      {
        recalculation: id ?? NO_RECALCULATION,
        // Of a list price an operator sees what it does to all organizations.
        figures: holder === null ? 'all' : undefined,
      },
      { replace: true },
    );
}
