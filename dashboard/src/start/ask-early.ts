import type { dataExtent } from '../../../lambdas/analytics/data-extent/contract.ts';
import type { listOrganizations } from '../../../lambdas/organizations/contract.ts';
import { dayOf } from '../../../shared/figures/days.ts';
import type { Route } from '../../../shared/http/route.ts';
import { comparedTo, providersRequest, summaryRequest } from '../pages/overview/requests.ts';
import { addressOf, type Addressed } from '../shared/api/address.ts';
import type { EarlyAnswers } from '../shared/api/early.ts';
import type { OperationName, ResultOf } from '../shared/api/operation.ts';
import {
  currentOrganization,
  seenOrganization,
  type SeenOrganization,
} from '../shared/organization/last-organization.ts';
import { extentRequest, organizationsRequest } from '../shared/organization/requests.ts';
import { daysOf } from '../shared/view/range.ts';
import { viewOf } from '../shared/view/view-of.ts';

/**
 * Asks for what the page at this address will show first: figures at once where their organization is known, else as
 * soon as the list has come, which the application shows nothing without either. Where it asks for something else,
 * because the organization has another time zone meanwhile for one, it asks anew.
 * @returns once everything is asked for
 */
export async function askEarly(token: string): Promise<EarlyAnswers> {
  const answers: EarlyAnswers = new Map();
  const view = viewOf(new URLSearchParams(location.search));

  const ask = (path: string, request: Addressed): Promise<Response> => {
    const address = addressOf(path, request);
    const response = fetch(address, { headers: { authorization: `Bearer ${token}` } });
    // Whoever takes it hears of it.
    response.catch(() => undefined);
    answers.set(address, { token, response });
    return response;
  };
  /** @returns undefined where it fails: what is asked for with it is then the application's to ask */
  const read = async <R extends Route>(
    path: OperationName<R> extends `GET ${infer Path}` ? Path : never,
    request: Addressed,
  ): Promise<ResultOf<R> | undefined> => {
    const response = await ask(path, request).catch(() => undefined);
    if (!response?.ok) return undefined;
    const result: ResultOf<R> = await response.clone().json();
    return result;
  };

  const askFigures = async ({ id, time_zone: timeZone }: SeenOrganization): Promise<void> => {
    let firstDay: string | null = null;
    if (view.range === 'all') {
      const extent = await read<typeof dataExtent>('/api/v1/analytics/data-extent', extentRequest(id));
      if (!extent) return;
      firstDay = extent.first_day;
    }
    const days = daysOf(view.range, dayOf(new Date(), timeZone), firstDay);
    const summary = summaryRequest(id, days, comparedTo(view.range), view.provider);
    void ask('/api/v1/analytics/savings/summary', summary);
    void ask('/api/v1/analytics/costs/by-provider', providersRequest(id, days));
  };

  const seen = seenOrganization();
  const list = read<typeof listOrganizations>('/api/v1/organizations', organizationsRequest);
  if (location.pathname !== '/') return answers;
  const isSeen = seen !== undefined && seen.id === (view.organizationId ?? seen.id);
  const shown = isSeen ? seen : currentOrganization((await list)?.organizations ?? [], view.organizationId);
  if (shown) await askFigures(shown);
  return answers;
}
