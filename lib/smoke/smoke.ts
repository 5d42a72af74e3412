import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';

export interface SmokeTarget {
  /** `${apiUrl}/api/v1/…` is the API. */
  readonly apiUrl: string;
  /** May read the organization: an access token, or an API key. */
  readonly token: string;
  /** Made for this: what is sent stays in its figures. */
  readonly organizationId: string;
  /** Hands a message to the queue. */
  readonly send: (body: string) => Promise<void>;
}

export interface SmokeOptions {
  readonly timeoutMs: number;
  readonly pollMs: number;
}

export interface Passed {
  readonly executionId: string;
  /** From the message to the figure. */
  readonly seconds: number;
  readonly cost: string | null;
  readonly tasks: number;
}

const summarySchema = z.object({ tasks: z.number(), period: z.object({ start: z.string() }) });
const executionSchema = z.object({ exact: z.object({ actual_cost: z.string().nullable() }) });
const rejectionsSchema = z.object({
  rejections: z.array(
    z.object({ execution_id: z.string().nullable(), reason: z.string(), detail: z.string() }),
  ),
});

/**
 * Sends one execution and waits until it is priced, explained and counted: queue, ingest, database, authorizer and API all
 * have to do their part.
 * @throws Error that says how far it came
 */
export async function smoke(target: SmokeTarget, { timeoutMs, pollMs }: SmokeOptions): Promise<Passed> {
  const organization = `organization_id=${target.organizationId}`;
  const summary = async () =>
    summarySchema.parse(await read(target, `/api/v1/analytics/savings/summary?${organization}`));
  await read(target, '/api/v1/health');
  const before = await summary();
  const executionId = randomUUID();
  const started = performance.now();
  await target.send(JSON.stringify(message(executionId, target.organizationId, new Date())));
  const isOver = () => performance.now() - started > timeoutMs;

  let stored: unknown;
  while ((stored = await read(target, `/api/v1/executions/${executionId}?${organization}`)) === undefined) {
    if (isOver()) throw new Error(await whyNotStored(target, executionId, timeoutMs));
    await setTimeout(pollMs);
  }
  for (;;) {
    const after = await summary();
    // The first of a month begins anew.
    const least = after.period.start === before.period.start ? before.tasks : 0;
    if (after.tasks > least) {
      const { exact } = executionSchema.parse(stored);
      const seconds = (performance.now() - started) / 1000;
      return { executionId, seconds, cost: exact.actual_cost, tasks: after.tasks };
    }
    if (isOver()) {
      throw new Error(`Execution ${executionId} is stored, but the summary still has ${after.tasks} tasks.`);
    }
    await setTimeout(pollMs);
  }
}

async function whyNotStored(target: SmokeTarget, executionId: string, timeoutMs: number): Promise<string> {
  const { rejections } = rejectionsSchema.parse(
    await read(target, `/api/v1/rejections?organization_id=${target.organizationId}`),
  );
  const rejection = rejections.find(({ execution_id: id }) => id === executionId);
  return rejection
    ? `Execution ${executionId} was rejected: ${rejection.reason}: ${rejection.detail}`
    : `Execution ${executionId} was sent and not stored within ${timeoutMs / 1000} s: see the log of ingest and the queue.`;
}

/** @returns undefined for a 404 @throws Error for any other refusal */
async function read({ apiUrl, token }: SmokeTarget, path: string): Promise<unknown> {
  const response = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 404) return undefined;
  if (response.ok) return response.json();
  throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
}

/** A model that list prices know. */
const message = (id: string, organizationId: string, now: Date) => ({
  specversion: '1.0',
  id,
  source: '/smoke-test',
  type: 'payback.execution.completed.v1',
  time: now.toISOString(),
  data: {
    organization_id: organizationId,
    user_id: 'smoke-test',
    task_id: 'smoke-test',
    provider: 'google_code_assist',
    model: 'gemini-2.5-flash',
    task_type: 'code_generation',
    start_time: new Date(now.getTime() - 1000).toISOString(),
    end_time: now.toISOString(),
    success: true,
    input_tokens: 1_000,
    output_tokens: 100,
  },
});
