import { mayManage, useOrganization } from '../organization/organization-context.ts';
import { buttonClass } from '../ui/button.tsx';
import { ViewLink } from '../view/view-link.tsx';
import type { Action, Charged } from './reasons.ts';

/** Where something can be done about what is unpriced; who may not do it is told who may. */
export function RemedyLink({ action }: { readonly action: Action }) {
  const organization = useOrganization();
  const className = buttonClass({ small: true });
  if (action.kind === 'see_prices') {
    return (
      <ViewLink to="/prices" changes={pricesOf(action.of)} className={className}>
        See the price
      </ViewLink>
    );
  }
  if (!mayManage(organization)) return <span>Admins can do this.</span>;
  return action.kind === 'add_price' ? (
    <ViewLink to="/prices/new" changes={pricesOf(action.of)} className={className}>
      Add a price
    </ViewLink>
  ) : (
    <ViewLink to="/settings" className={className}>
      Set the baseline
    </ViewLink>
  );
}

const pricesOf = ({ provider, model }: Charged) => ({
  price_provider: provider,
  price_model: model ?? undefined,
});
