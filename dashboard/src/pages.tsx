import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Overview } from './overview/overview.tsx';
import { Empty } from './runtime/ui/empty.tsx';
import { Page } from './runtime/ui/page.tsx';
import { Skeleton } from './runtime/ui/skeleton.tsx';
import { ViewLink } from './runtime/view/view-link.tsx';

const Explanation = lazy(() => import('./executions/explanation-page.tsx'));
const Executions = lazy(() => import('./executions/executions-page.tsx'));
const Prices = lazy(() => import('./prices/prices-page.tsx'));
const NewPrice = lazy(() => import('./prices/new/new-price-page.tsx'));
const Price = lazy(() => import('./prices/price/price-page.tsx'));
const Help = lazy(() => import('./help/help-page.tsx'));
const Review = lazy(() => import('./review/review-page.tsx'));
const Summary = lazy(() => import('./summary/summary-page.tsx'));
const Unpriced = lazy(() => import('./unpriced/unpriced-page.tsx'));
const Routing = lazy(() => import('./routing/routing-page.tsx'));
const Settings = lazy(() => import('./settings/settings-page.tsx'));

/** The page of each address. All but the first are loaded when they are asked for. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton height="60vh" />}>
      <Switch>
        <Route path="/" component={Overview} />
        <Route path="/executions/:id" component={Explanation} />
        <Route path="/executions" component={Executions} />
        <Route path="/review" component={Review} />
        <Route path="/prices" component={Prices} />
        <Route path="/prices/new" component={NewPrice} />
        <Route path="/prices/:id" component={Price} />
        <Route path="/summary" component={Summary} />
        <Route path="/unpriced" component={Unpriced} />
        <Route path="/routing" component={Routing} />
        <Route path="/settings" component={Settings} />
        <Route path="/help" component={Help} />
        <Route>
          <Page title="Page not found">
            <Empty title="There is no page at this address.">
              <ViewLink to="/">To the overview</ViewLink>
            </Empty>
          </Page>
        </Route>
      </Switch>
    </Suspense>
  );
}
