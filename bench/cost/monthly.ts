import { MONTH_HOURS, type Facts } from './facts.ts';
import type { Measured } from './measured.ts';
import { prices } from './prices.ts';

export interface Stage {
  readonly facts: Facts;
  /** Metrics of their own that functions publish. */
  readonly metrics: number;
  /** ACUs; 0.5 where the stage may pause, since its schedules keep it awake (ADR 0004). */
  readonly capacity: { readonly min: number; readonly max: number };
  readonly batchWindowSeconds: number;
  readonly tracing: boolean;
}

export type Storage = keyof typeof prices.aurora;

/** US dollars a month. */
export interface Costs {
  readonly capacity: number;
  readonly storage: number;
  readonly io: number;
  readonly queue: number;
  readonly ingest: number;
  readonly reads: number;
  readonly observation: number;
  readonly fixed: number;
  readonly total: number;
}

/** What is not measured, because nothing was ever deployed; each is named in docs/deploy.md. */
const assumptions = {
  /** Processors of an ACU: 2 GiB of memory, and instances have 8 GiB a processor. */
  processorsPerAcu: 0.25,
  /** Aurora grows before all of it is in use. */
  utilization: 0.7,
  /** Two thirds of a day's work within eight hours. */
  busyShare: 2 / 3,
  busyHoursPerDay: 8,
  /** Of the 2 GiB of an ACU, for pages. Indexes of the week that is written to are to stay in it, since keys are random. */
  cacheBytesPerAcu: 1.5 * 2 ** 30,
  /** Pages that are not in memory, for each execution. */
  pagesRead: 0.5,
  /** What Aurora counts as one request of writing. */
  writeBytes: 4096,
  /** Lambda's pollers of a queue. */
  pollers: 5,
  /** Each waits 20 s for messages. */
  idlePollsPerMonth: (5 * MONTH_HOURS * 3600) / 20,
  messagesPerSend: 10,
  /** Reads of the API for each execution: a person of 20 a day looks every tenth day, at a page that asks ten things. */
  readsPerExecution: 0.05,
  /** Reads that the authorizer's answer is not kept for. */
  authorizedShare: 0.2,
  /** Of a line for each request, and of the lines of a call of ingest. */
  accessLogBytes: 600,
  /** Of how long the statements of a request took. */
  statementLogBytes: 350,
  callLogBytes: 1_500,
  /** What an organization keeps unless it says otherwise. */
  keptDays: 90,
  /** The most ACUs of an instance that there is. */
  mostAcus: 256,
} as const;

/** Traces: the first call of each second of a function, and a twentieth of the others. */
const traced = (callsPerMonth: number) => {
  const seconds = MONTH_HOURS * 3600;
  return Math.min(callsPerMonth, seconds) + Math.max(0, callsPerMonth - seconds) / 20;
};

const lambda = (calls: number, secondsEach: number, memoryMb: number) =>
  (calls / 1e6) * prices.lambda.millionCalls.usd +
  calls * secondsEach * (memoryMb / 1024) * prices.lambda.gbSecond.usd;

/** How often ingest is called: each poller gathers messages for the window, from its first one on. */
export function ingestCalls(executionsPerMonth: number, windowSeconds: number): number {
  if (executionsPerMonth === 0) return 0;
  const rate = executionsPerMonth / (MONTH_HOURS * 3600);
  const perSecond = 1 / (1 / rate + windowSeconds / assumptions.pollers);
  return perSecond * MONTH_HOURS * 3600;
}

/** @param executionsPerDay tasks that producers send */
export function monthlyCosts(
  executionsPerDay: number,
  stage: Stage,
  measured: Measured,
  storage: Storage,
): Costs {
  const { facts } = stage;
  const executions = (executionsPerDay * MONTH_HOURS) / 24;
  const reads = executions * assumptions.readsPerExecution;
  const calls = ingestCalls(executions, stage.batchWindowSeconds);
  const price = prices.aurora[storage];
  const millions = (count: number, each: number) => (count / 1e6) * each;

  const hours = acuHours(executionsPerDay, stage, measured);
  const capacity = price.acuHour.usd * hours;
  const stored = (executionsPerDay * assumptions.keptDays * measured.message.storedBytes) / 1e9;
  const requests = executions * (measured.message.logBytes / assumptions.writeBytes + assumptions.pagesRead);
  const queue = millions(
    (3 * executions) / assumptions.messagesPerSend + assumptions.idlePollsPerMonth,
    prices.sqsMillion.usd,
  );
  const ingest = lambda(
    calls,
    (measured.callMs +
      (executions / Math.max(calls, 1)) * (measured.message.lambdaMs + measured.message.databaseMs)) /
      1000,
    facts.ingestMemoryMb,
  );
  const readCosts =
    millions(reads, prices.httpApiMillion.usd + prices.cloudFront.millionRequests.usd) +
    ((reads * measured.read.bytes) / 1e9) * prices.cloudFront.gb.usd +
    lambda(reads, measured.read.lambdaMs / 1000, facts.readMemoryMb) +
    lambda(reads * assumptions.authorizedShare, measured.read.lambdaMs / 1000, facts.readMemoryMb);
  const scheduled = facts.scheduledCalls.reduce((sum, { perMonth }) => sum + perMonth, 0);
  const observation =
    (((calls + scheduled) * assumptions.callLogBytes +
      reads * (assumptions.accessLogBytes + assumptions.statementLogBytes)) /
      1e9) *
      prices.logGb.usd +
    (stage.tracing ? millions(traced(calls) + traced(reads) + scheduled, prices.xRayMillion.usd) : 0) +
    facts.alarmMetrics * prices.alarmMetric.usd +
    facts.compositeAlarms * prices.compositeAlarm.usd +
    facts.dashboards * prices.dashboard.usd +
    stage.metrics * prices.metric.usd;
  const fixed = fixedCosts(facts, hours, measured);
  const parts = {
    capacity,
    storage: stored * price.storage.usd,
    io: millions(requests, price.millionRequests.usd),
    queue,
    ingest,
    reads: readCosts,
    observation,
    fixed,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

/** ACU-hours of all instances: those that read grow with the writer, also beyond what the stage allows as it comes. */
function acuHours(executionsPerDay: number, stage: Stage, measured: Measured): number {
  const { min } = stage.capacity;
  const days = MONTH_HOURS / 24;
  const { busyHoursPerDay: busyHours, busyShare } = assumptions;
  const ofHours = (hours: number, share: number) =>
    hours *
    Math.min(assumptions.mostAcus, Math.max(min, neededAcus(executionsPerDay, hours, share, measured)));
  const writer = ofHours(busyHours, busyShare) + ofHours(24 - busyHours, 1 - busyShare);
  return writer * days * stage.facts.databaseInstances;
}

/** ACUs of the writer in so many hours of a day, which have that share of its executions. */
function neededAcus(executionsPerDay: number, hours: number, share: number, measured: Measured): number {
  const perSecond = (executionsPerDay * share) / (hours * 3600);
  const busyMs = measured.message.databaseMs + assumptions.readsPerExecution * measured.read.databaseMs;
  const processors = (perSecond * busyMs) / 1000 / assumptions.utilization;
  const cache = executionsPerDay * 7 * measured.message.indexBytes;
  return Math.max(processors / assumptions.processorsPerAcu, cache / assumptions.cacheBytesPerAcu);
}

/** The most ACUs of the writer that are needed. */
export const busiestAcus = (executionsPerDay: number, measured: Measured): number =>
  neededAcus(executionsPerDay, assumptions.busyHoursPerDay, assumptions.busyShare, measured);

/** A proxy is paid for at least 8 ACUs. */
function fixedCosts(facts: Facts, hours: number, { scheduledMs }: Measured): number {
  const scheduled = facts.scheduledCalls.reduce(
    (sum, { perMonth, memoryMb }) =>
      sum + (perMonth / 1e6) * prices.schedulerMillion.usd + lambda(perMonth, scheduledMs / 1000, memoryMb),
    0,
  );
  return (
    facts.proxies * prices.proxyAcuHour.usd * Math.max(8 * MONTH_HOURS, hours) +
    (facts.endpointZones + facts.proxyEndpointZones) * prices.endpointZoneHour.usd * MONTH_HOURS +
    facts.secrets * prices.secret.usd +
    facts.keys * prices.key.usd +
    scheduled
  );
}

/** Of a million executions at this volume, and the part that is the most of it. */
export function ofAMillion(
  executionsPerDay: number,
  costs: Costs,
): { readonly usd: number; readonly part: string; readonly share: number } {
  const { total, ...parts } = costs;
  const [part = 'fixed', most = 0] =
    Object.entries(parts).toSorted(([, left], [, right]) => right - left)[0] ?? [];
  const executions = (executionsPerDay * MONTH_HOURS) / 24;
  return { usd: (total / executions) * 1e6, part, share: most / total };
}
