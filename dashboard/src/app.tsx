import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { mayRetry, retryDelay } from './shared/api/retry.ts';
import { Layout } from './shared/layout/layout.tsx';
import { LiveUpdates } from './shared/live/live-updates.tsx';
import { OrganizationGate } from './shared/organization/organization-gate.tsx';
import { Pages } from './pages.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The live connection says when there is something new; without it, polling asks.
      staleTime: 30_000,
      retry: mayRetry,
      retryDelay: (failures, error) => retryDelay(failures, error, Date.now()),
    },
  },
});

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
