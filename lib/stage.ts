import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Limits } from '../shared/http/limits.ts';
import { SettingsError } from './stage/settings-error.ts';
import type { StageFile } from './stage/stage-file.ts';
import { isStageName, STAGE_NAMES, stageNames, stageOfCell, type StageName } from './stage/stage-name.ts';

export type { StageName };

/** Everything in which one stage differs from another; what is not here is the same in all of them. What each means: stage-file.ts. */
export interface StageSettings extends Pick<
  StageFile,
  'domain' | 'firewall' | 'signIn' | 'userHashSecretArn' | 'priceFeedUrl' | 'priceListUrl'
> {
  readonly name: StageName;
  readonly database: {
    readonly capacity: { readonly min: number; readonly max: number };
    readonly readers: number;
    readonly proxy: boolean;
    readonly storage: 'aurora' | 'aurora-iopt1';
    readonly backupRetention: Duration;
  };
  readonly protected: boolean;
  readonly network: NonNullable<StageFile['network']> & { readonly secretsEndpointZones: number };
  /** Each call holds up to three database connections (ADR 0009). */
  readonly ingest: {
    readonly batchSize: number;
    readonly windowSeconds: number;
    readonly concurrency: number;
    /**
     * Null where the account has fewer than 100 calls besides, as new ones have: AWS refuses the deployment then.
     */
    readonly reserved: number | null;
  };
  readonly producers: { readonly roleArns: readonly string[]; readonly enforced: boolean };
  readonly alarms: { readonly emails: readonly string[]; readonly webhooks: readonly string[] };
  readonly liveUpdates: boolean;
  readonly canary: boolean;
  readonly tracing: boolean;
  readonly detailedMetrics: boolean;
  /** What is more is answered with 429. */
  readonly limits: Limits;
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  readonly logRetention: RetentionDays;
  /** Nothing can delete an entry before 366 days. */
  readonly auditLogRetention: Duration;
}

/**
 * A page of the dashboard asks for up to ten things at once, and somebody may have a few of them open; live updates ask for them
 * again every few seconds. A what-if takes a
 * processor of the database for as long as it runs: with one of an organization at a time, forty that are asked for move the times of
 * another organization's by less than half also where the database has two processors, with two they double (bench/neighbours).
 */
const LIMITS: Limits = {
  requests: { person: 40, organization: 100 },
  requests_per_minute: { person: 600, organization: 3_000 },
  what_ifs: { person: 1, organization: 1 },
  exports: { person: 2, organization: 4 },
};

const COMMON = {
  alarms: { emails: [], webhooks: [] },
  liveUpdates: true,
  tracing: true,
  detailedMetrics: false,
};

const defaults: Record<(typeof stageNames)[number], StageSettings> = {
  dev: {
    ...COMMON,
    name: 'dev',
    database: {
      capacity: { min: 0, max: 4 },
      readers: 0,
      proxy: false,
      storage: 'aurora',
      backupRetention: Duration.days(1),
    },
    protected: false,
    network: { secretsEndpointZones: 1 },
    ingest: { batchSize: 10_000, windowSeconds: 1, concurrency: 2, reserved: null },
    producers: { roleArns: [], enforced: false },
    canary: false,
    // Where one person tries out what many do.
    limits: { ...LIMITS, requests_per_minute: { person: 6_000, organization: 30_000 } },
    throttle: { requestsPerSecond: 50, burst: 100 },
    logRetention: RetentionDays.ONE_WEEK,
    auditLogRetention: Duration.days(400),
  },
  prod: {
    ...COMMON,
    name: 'prod',
    database: {
      capacity: { min: 1, max: 32 },
      readers: 1,
      proxy: true,
      storage: 'aurora',
      backupRetention: Duration.days(35),
    },
    protected: true,
    network: { secretsEndpointZones: 2 },
    ingest: { batchSize: 10_000, windowSeconds: 1, concurrency: 8, reserved: 8 },
    producers: { roleArns: [], enforced: true },
    canary: true,
    limits: LIMITS,
    throttle: { requestsPerSecond: 200, burst: 400 },
    logRetention: RetentionDays.THREE_MONTHS,
    auditLogRetention: Duration.days(400),
  },
};

/**
 * The settings of a stage: those of its file over those that it comes with.
 * @throws SettingsError where two of them do not go together
 */
export function stageSettings(name: StageName, file: StageFile = {}): StageSettings {
  const base = { ...defaults[stageOfCell(name)], name };
  const { $schema: _schema, database = {}, logDays, auditLogDays, limits = {}, ...others } = file;
  const { backupDays, ...ofDatabase } = database;
  const settings: StageSettings = {
    ...base,
    ...others,
    database: {
      ...base.database,
      ...ofDatabase,
      ...(backupDays === undefined ? {} : { backupRetention: Duration.days(backupDays) }),
    },
    network: { ...base.network, ...file.network },
    ingest: { ...base.ingest, ...file.ingest },
    producers: { ...base.producers, ...file.producers },
    alarms: { ...base.alarms, ...file.alarms },
    throttle: { ...base.throttle, ...file.throttle },
    limits: {
      requests: { ...base.limits.requests, ...limits.requests },
      requests_per_minute: { ...base.limits.requests_per_minute, ...limits.requests_per_minute },
      what_ifs: { ...base.limits.what_ifs, ...limits.what_ifs },
      exports: { ...base.limits.exports, ...limits.exports },
    },
    logRetention: logDays ?? base.logRetention,
    auditLogRetention: auditLogDays === undefined ? base.auditLogRetention : Duration.days(auditLogDays),
  };
  const { reserved, concurrency } = settings.ingest;
  if (reserved !== null && reserved < concurrency) {
    throw new SettingsError(
      `Stage ${name}: ingest.reserved must be at least ingest.concurrency, ${concurrency}, or null; it is ${reserved}.`,
    );
  }
  return settings;
}

/**
 * The stages that the context key `stage` asks for: one of them by name, all of them when it is absent.
 * @throws SettingsError when the value is not the name of a stage
 */
export function requestedStages(context: unknown): readonly StageName[] {
  if (context === undefined) return stageNames;
  if (!isStageName(context)) {
    throw new SettingsError(`Context "stage" must be ${STAGE_NAMES}; it is ${JSON.stringify(context)}.`);
  }
  return [context];
}
