import { hash } from 'node:crypto';
import type * as z from 'zod';
import type { executionCompleted } from '../../lambdas/ingest/contract.ts';
import { bill } from './bill.ts';
import { decide } from './decision.ts';
import { details, numberOf } from './details.ts';
import { codex, pilot, strategies, type Model } from './models.ts';
import type { Random } from './random.ts';
import { taskTypes, type TaskType } from './task-types.ts';
import { drawUsage, reportUsage, type Report } from './usage.ts';

/** The message of one finished run, as a routing service sends it. */
export type ExecutionMessage = z.input<typeof executionCompleted> & { time: string; datacontenttype: string };

export interface ExecutionOptions {
  readonly organizationId: string;
  /** Distinguishes the run from all others of the organization; the same key and time give the same id. */
  readonly key: string;
  readonly finishedAt: Date;
  /** How far the organization has taken routing up: 0 at the beginning, 1 now. */
  readonly adoption: number;
  /** A run of the same task that failed. */
  readonly retryOf?: ExecutionMessage | undefined;
}

const LONGEST_RUN_MS = 300_000;
const DEVELOPERS = 25;
const TIMEOUT = 'The provider did not answer within 60 seconds.';
const errors = [
  TIMEOUT,
  'The provider refused the request: rate limit exceeded (429).',
  'The generated patch did not apply.',
  'The tests still fail after the last attempt.',
];

/** One plausible run. The same state of `random` and the same options give the same message. */
export function createExecution(random: Random, options: ExecutionOptions): ExecutionMessage {
  const { organizationId, key, finishedAt, adoption, retryOf } = options;
  const drawn = random.weighted(taskTypes);
  const taskType = everyTaskType.get(retryOf?.data.task_type ?? '') ?? drawn;
  const { model, strategy } = route(random, adoption);
  const success = random.share() >= model.failures;
  const duration = Math.min(random.logNormal(taskType.seconds * model.pace * 1000, 0.5), LONGEST_RUN_MS);
  const start = new Date(finishedAt.getTime() - Math.round(duration));
  const id = executionId(start, `${organizationId}/${key}`);
  const error = success ? null : random.pick(errors);
  const used = drawUsage(random, taskType, success);
  // Of an answer that never came nobody knows the usage.
  const report: Report =
    error === TIMEOUT ? {} : reportUsage(used, model, taskType, requestsOf(id, taskType));
  const user = retryOf?.data.user_id ?? developer(random, adoption);
  const attempt = retryOf ? 2 : 1;
  return {
    specversion: '1.0',
    id,
    source: '/demo/routing',
    type: 'payback.execution.completed.v1',
    time: finishedAt.toISOString(),
    datacontenttype: 'application/json',
    data: {
      organization_id: organizationId,
      user_id: user,
      task_id: retryOf?.data.task_id ?? `task-${id.slice(-12)}`,
      provider: model.provider,
      model: model.model,
      task_type: taskType.name,
      start_time: start.toISOString(),
      end_time: finishedAt.toISOString(),
      success,
      error_message: error,
      ...report,
      ...(report.usage ? bill(model.tariff, report.per_request ?? [report.usage]) : {}),
      ...details({ id, model, user, start, success, isRouted: strategy !== undefined, attempt }),
      confidence_score: Number(random.between(0.6, 0.99).toFixed(2)),
      task_description: retryOf?.data.task_description ?? random.pick(taskType.descriptions),
      routing_decision: strategy && decide(random, strategy, model, taskType),
    },
  };
}

/** An agent asks more than once. */
const requestsOf = (id: string, { mostRequests }: TaskType) => 1 + (numberOf(id) % mostRequests);

const everyTaskType: ReadonlyMap<string, TaskType> = new Map(taskTypes.map(([type]) => [type.name, type]));

/** Before routing everybody used the baseline; the pilot began when half of the history was over. */
function route(random: Random, adoption: number) {
  const kind = random.weighted([
    ['unrouted', 0.3 - 0.25 * adoption],
    ['pilot', adoption > 0.5 ? 0.012 : 0],
    ['routed', 0.7 + 0.25 * adoption],
  ]);
  if (kind !== 'routed') {
    const model: Model = kind === 'pilot' ? pilot : codex;
    return { model, strategy: undefined };
  }
  const strategy = random.weighted(strategies);
  return { model: random.weighted(strategy.models), strategy };
}

/** More developers as adoption grows, and the first ones stay the busiest. */
function developer(random: Random, adoption: number): string {
  const joined = Math.round(DEVELOPERS * (0.4 + 0.6 * adoption));
  const number = 1 + Math.floor(joined * random.share() ** 1.4);
  return `developer-${String(number).padStart(2, '0')}`;
}

/** A UUIDv7 whose random part is the key's, so that what is sent again is known again. */
export function executionId(start: Date, key: string): string {
  const time = start.getTime().toString(16).padStart(12, '0');
  const digest = hash('sha256', key, 'hex');
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digest.slice(0, 3)}`,
    `8${digest.slice(3, 6)}`,
    digest.slice(6, 18),
  ].join('-');
}
