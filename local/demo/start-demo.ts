import * as z from 'zod';
import type { LocalEndpoints } from '../endpoints.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { requestToken } from '../identity/token.ts';
import { apiClient } from './api.ts';
import { createFaults } from './faults.ts';
import { createHistory, HISTORY_DAYS } from './history.ts';
import { runLive } from './live.ts';
import { loadHistory } from './load-history.ts';
import { createDemoOrganization, DEMO_SUBJECT, demoOrganization, furnish } from './organization.ts';
import { createSender, type Sender } from './send.ts';

const HISTORY_EXECUTIONS = 6_000;
/** How much of the retention of 90 days the history has; the rest is left for the time that loading takes. */
const ACCEPTED_DAYS = 89.5;
const DAY = 86_400_000;

/** What an earlier start has done, so that it is finished rather than repeated. */
const stateSchema = z.object({
  organization_id: z.string(),
  /** The history ends here, whenever it is loaded. */
  created_at: z.string(),
  history_loaded: z.boolean(),
});
type State = z.infer<typeof stateSchema>;

export interface DemoOptions {
  /** Remembers the demo between starts; it belongs to the data that the endpoints serve. */
  readonly stateFile: string;
  readonly now: () => Date;
  /** Ends the load or the live service. */
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

export interface Demo {
  readonly organizationId: string;
  /** `YYYY-MM-DD` */
  readonly firstDay: string;
  /** Resolves once the signal has come and nothing is being sent. */
  readonly stopped: Promise<void>;
}

/**
 * A customer of the running deployment: its own organization with a history, and a routing service that goes on
 * sending. It has nothing but the endpoints that any customer has.
 * @throws StartupError when it cannot be set up, or an AbortError
 */
export async function startDemo(endpoints: LocalEndpoints, options: DemoOptions): Promise<Demo> {
  const { now, signal } = options;
  const sender = createSender(endpoints.sqs_endpoint, endpoints.queue_url, signal);
  try {
    const { organization_id: organizationId, created_at: end } = await setUp(endpoints, sender, options);
    const stopped = runLive({ organizationId, sender, now, signal }).finally(() => sender.close());
    const firstDay = new Date(Date.parse(end) - HISTORY_DAYS * DAY).toISOString().slice(0, 10);
    return { organizationId, firstDay, stopped };
  } catch (error) {
    sender.close();
    throw error;
  }
}

/** Does what no earlier start has done. */
async function setUp(endpoints: LocalEndpoints, sender: Sender, options: DemoOptions): Promise<State> {
  const { stateFile, now, signal, onProgress } = options;
  const begun = await readJsonFile(stateFile, stateSchema);
  if (begun?.history_loaded) return begun;

  const callAs = async (subject: string, groups: readonly string[]) =>
    apiClient(endpoints.api_url, await requestToken(endpoints.issuer_url, subject, groups), signal);
  const operator = await callAs('demo-operator', ['operators']);
  const state = begun ?? {
    organization_id: await createDemoOrganization(operator),
    created_at: now().toISOString(),
    history_loaded: false,
  };
  await writeJsonFile(stateFile, state);
  await furnish(operator, state.organization_id, new Date(state.created_at));

  const history = createHistory({
    organizationId: state.organization_id,
    timeZone: demoOrganization.time_zone,
    end: new Date(state.created_at),
    executions: HISTORY_EXECUTIONS,
  });
  // Of a load that was interrupted days ago, the oldest part is no longer accepted.
  const oldest = new Date(now().getTime() - ACCEPTED_DAYS * DAY).toISOString();
  await loadHistory(
    state.organization_id,
    history.filter(({ data }) => data.start_time > oldest),
    { call: await callAs(DEMO_SUBJECT, []), sender, signal, onProgress },
  );
  // After the runs that some of it is about; nobody waits for what is never stored.
  await sender.send(createFaults(history, new Date(state.created_at)));
  const loaded = { ...state, history_loaded: true };
  await writeJsonFile(stateFile, loaded);
  return loaded;
}
