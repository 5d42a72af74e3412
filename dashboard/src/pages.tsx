import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Overview } from './pages/overview/overview.tsx';
import { Empty } from './shared/ui/empty.tsx';
import { Page } from './shared/ui/page.tsx';
import { Skeleton } from './shared/ui/skeleton.tsx';
import { ViewLink } from './shared/view/view-link.tsx';

const Explanation = lazy(() => import('./pages/executions/explanation-page.tsx'));
const Executions = lazy(() => import('./pages/executions/executions-page.tsx'));
const Prices = lazy(() => import('./pages/prices/prices-page.tsx'));
const NewPrice = lazy(() => import('./pages/prices/new/new-price-page.tsx'));
const Price = lazy(() => import('./pages/prices/price/price-page.tsx'));
const Help = lazy(() => import('./pages/help/help-page.tsx'));
const Review = lazy(() => import('./pages/review/review-page.tsx'));
const Summary = lazy(() => import('./pages/summary/summary-page.tsx'));
const Unpriced = lazy(() => import('./pages/unpriced/unpriced-page.tsx'));
const Routing = lazy(() => import('./pages/routing/routing-page.tsx'));
const Settings = lazy(() => import('./pages/settings/settings-page.tsx'));

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
