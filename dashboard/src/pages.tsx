import { lazy, Suspense, type ComponentType } from 'react';
import { Route, Switch, type StringRouteParams } from 'wouter';
import { Overview } from './pages/overview/overview.tsx';
import { paths, type PagePath } from './shared/layout/navigation.ts';
import { Empty } from './shared/ui/empty.tsx';
import { Page } from './shared/ui/page.tsx';
import { Skeleton } from './shared/ui/skeleton.tsx';
import { ViewLink } from './shared/view/view-link.tsx';

/** All but the first are loaded when they are asked for. Each is given the parameters that are in its path. */
const components = {
  '/': Overview,
  '/executions': lazy(() => import('./pages/executions/executions-page.tsx')),
  '/executions/:id': lazy(() => import('./pages/executions/explanation-page.tsx')),
  '/unpriced': lazy(() => import('./pages/unpriced/unpriced-page.tsx')),
  '/summary': lazy(() => import('./pages/summary/summary-page.tsx')),
  '/routing': lazy(() => import('./pages/routing/routing-page.tsx')),
  '/review': lazy(() => import('./pages/review/review-page.tsx')),
  '/prices': lazy(() => import('./pages/prices/prices-page.tsx')),
  '/prices/new': lazy(() => import('./pages/prices/new/new-price-page.tsx')),
  '/prices/:id': lazy(() => import('./pages/prices/price/price-page.tsx')),
  '/settings': lazy(() => import('./pages/settings/settings-page.tsx')),
  '/audit': lazy(() => import('./pages/audit/audit-page.tsx')),
  '/help': lazy(() => import('./pages/help/help-page.tsx')),
} satisfies { [Path in PagePath]: ComponentType<{ params: StringRouteParams<Path> }> };

/** The page of each address. */
export function Pages() {
  return (
    <Suspense fallback={<Skeleton height="60vh" />}>
      <Switch>
        {paths.map((path) => (
          <Route<{ id: string }> key={path} path={path} component={components[path]} />
        ))}
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
