import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ApiProblem } from './shared/api/problem.ts';
import { Layout } from './shared/layout/layout.tsx';
import { LiveUpdates } from './shared/live/live-updates.tsx';
import { OrganizationGate } from './shared/organization/organization-gate.tsx';
import { Pages } from './pages.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The live connection says when there is something new; without it, polling asks.
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiProblem && isFinal(error.details.status)),
    },
  },
});

/** What a second try does not change; that much is running at once passes by itself. */
const isFinal = (status: number) => status < 500 && status !== 429;

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <OrganizationGate>
        {(organizations) => (
          <LiveUpdates>
            <Layout organizations={organizations}>
              <Pages />
            </Layout>
          </LiveUpdates>
        )}
      </OrganizationGate>
    </QueryClientProvider>
  );
}
