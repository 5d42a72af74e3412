import { countRefusal, insertView, insertViews } from '../audit/audit.statement.ts';
import { accessMetrics } from '../audit/metric-names.ts';
import type { Database } from '../database/database.ts';
import { createLogger } from '../logging/logger.ts';
import { publish } from '../metrics/publish.ts';
import { callerSettings } from './key-use.ts';
import type { ValidRequest } from './operation.ts';
import { Problem } from './problem.ts';
import { isRead, organizationAnswered, organizationAsked, organizationsListed } from './read-operation.ts';
import { recentViews } from './recent-views.ts';
import type { Route } from './route.ts';
import { enterOrganization, setCaller } from './tenancy.statement.ts';
import { waitAtMost } from './wait-at-most.ts';

/** Runs what answers a request, and writes down that it was asked for. */
export type Watch = (
  route: Route,
  request: ValidRequest,
  respond: () => Promise<unknown>,
) => Promise<unknown>;

/** The longest that an answer waits, once an hour for each thing that somebody reads: it is written beside the read. */
const LONGEST_MS = 1_000;

const resourceTypeOf = ({ tag }: Route): string => tag.toLowerCase().replaceAll(' ', '_');

/** @param onUnrecorded told of what could not be written down, which no request fails with */
export function recordAccess(
  database: Pick<Database, 'aside'>,
  onUnrecorded: () => void = () => publish(accessMetrics, { unrecorded: 1 }),
): Watch {
  const views = recentViews();

  function written(work: Parameters<typeof database.aside<void>>[0], onFailure?: () => void): Promise<void> {
    const done = database.aside(work).catch((error: unknown) => {
      onFailure?.();
      createLogger().error('access was not recorded', { error });
      onUnrecorded();
    });
    return waitAtMost(LONGEST_MS, done);
  }

  async function view(route: Route, { caller, now }: ValidRequest, organizationId: string): Promise<void> {
    const read = { subject: caller.subject, organizationId, operation: route.operationId };
    if (!views.isNew(read, now)) return;
    const forget = () => views.forget(read);
    await written(async (transaction) => {
      await setCaller.run(transaction, callerSettings(caller));
      const [entered] = await enterOrganization.run(transaction, {
        organizationId,
        letIn: caller.isOperator,
        mostAtOnce: null,
      });
      // Whoever is not let in is refused by the read as well.
      if (!entered) return forget();
      const entry = { resourceType: resourceTypeOf(route), operation: route.operationId };
      await insertView.run(transaction, { organizationId, ...entry });
    }, forget);
  }

  /** What an operator was told of organizations without naming one. */
  async function viewListed(
    route: Route,
    { caller, now }: ValidRequest,
    ids: readonly string[],
  ): Promise<void> {
    const readOf = (organizationId: string) => ({
      subject: caller.subject,
      organizationId,
      operation: route.operationId,
    });
    const organizationIds = ids.filter((id) => views.isNew(readOf(id), now));
    if (organizationIds.length === 0) return;
    await written(
      async (transaction) => {
        await setCaller.run(transaction, callerSettings(caller));
        const entry = { resourceType: resourceTypeOf(route), operation: route.operationId };
        await insertViews.run(transaction, { organizationIds, ...entry });
      },
      () => organizationIds.forEach((id) => views.forget(readOf(id))),
    );
  }

  const refusal = (
    { operationId: operation }: Route,
    { caller }: ValidRequest,
    organizationId: string | null,
  ) =>
    written(async (transaction) => {
      await setCaller.run(transaction, callerSettings(caller));
      await countRefusal.run(transaction, { operation, organizationId });
    });

  return async (route, request, respond) => {
    const reads = isRead(route, request);
    const asked = organizationAsked(route, request);
    // What an operator may read differs by operation, so that it is written once it has been read.
    const beside = reads && asked !== null && !request.caller.isOperator && view(route, request, asked);
    try {
      const answer = await respond();
      const organizationId = asked ?? organizationAnswered(answer);
      if (reads && !beside && organizationId !== null) await view(route, request, organizationId);
      if (reads && organizationId === null && request.caller.isOperator) {
        await viewListed(route, request, organizationsListed(answer));
      }
      return answer;
    } catch (error) {
      if (error instanceof Problem && error.refusesAccess) await refusal(route, request, asked);
      throw error;
    } finally {
      await beside;
    }
  };
}
