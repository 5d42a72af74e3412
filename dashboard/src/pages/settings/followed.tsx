import { NO_RECALCULATION, StartedRecalculation } from '../../shared/recalculation/started-recalculation.tsx';
import { useView } from '../../shared/view/view.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';

type Changed = 'baseline' | 'rule' | 'source of costs';

/** @returns what follows the recalculation that a change has started, in the address, so that a reload keeps it */
export function useFollow(changed: Changed): (recalculationId: string | null) => void {
  const { change } = useView();
  return (id) => change({ changed, recalculation: id ?? NO_RECALCULATION }, { replace: true });
}

/** The recalculation that a change of this kind has started, if that is what was changed last. */
export function Followed({ changed }: { readonly changed: Changed }) {
  const { parameter } = useView();
  const id = parameter('recalculation');
  if (id === undefined || parameter('changed') !== changed) return null;
  return (
    <StartedRecalculation
      key={id}
      id={id}
      subject={changed}
      dismiss={<ViewLink to="/settings">Close</ViewLink>}
    />
  );
}
