import type { ReactNode } from 'react';
import { useView } from '../../../shared/view/view.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';

interface NarrowLinkProps {
  readonly provider: string;
  readonly model?: string;
  readonly children: ReactNode;
}

/** Narrows the price book to a provider or model; the days that it is looked at as of stay. */
export function NarrowLink({ provider, model, children }: NarrowLinkProps) {
  const { parameter } = useView();
  const days = { in_force_on: parameter('in_force_on'), as_of: parameter('as_of') };
  return (
    <ViewLink to="/prices" changes={{ ...days, provider, model }}>
      {children}
    </ViewLink>
  );
}
