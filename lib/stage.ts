import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Limits } from '../shared/http/limits.ts';

const stageNames = ['dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** Everything in which one stage differs from another; what is not here is the same in all of them. */
export interface StageSettings {
  readonly name: StageName;
  readonly database: {
    /** Aurora capacity units (about 2 GiB of memory each). A minimum of 0 lets an idle database pause. */
    readonly capacity: { readonly min: number; readonly max: number };
    /** A second instance in another zone: serves the read API and takes over when the writer fails. */
    readonly reader: boolean;
    /** RDS Proxy between functions and database; bounds connections whatever the number of functions. */
    readonly proxy: boolean;
    readonly backupRetention: Duration;
  };
  /** Deletion protection, and what holds data or identities outlives its stack. */
  readonly protected: boolean;
  /** Availability zones with an endpoint for Secrets Manager; each costs about 7.30 USD a month. */
  readonly endpointZones: 1 | 2;
  /**
   * Most ingest functions that read the queue at once; each holds up to three database connections (ADR 0009). At
   * least 2.
   */
  readonly ingestConcurrency: number;
  /** New organizations take executions of registered producers alone; else from their first producer on. */
  readonly producersEnforced: boolean;
  /**
   * Ingest functions that the account keeps free for it, whatever the API takes; at least ingestConcurrency. None where the account
   * has fewer than 100 besides, as new ones have: AWS refuses the deployment then.
   */
  readonly reservedForIngest?: number;
  /** What a person (or an API key) and an organization may have running at once and ask in a minute: more is answered with 429. */
  readonly limits: Limits;
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  readonly logRetention: RetentionDays;
  /** How long an entry of the audit log is kept: at least 366 days, before which nothing can delete it. */
  readonly auditLogRetention: Duration;
  /**
   * Where list prices come from, in the JSON of genai-prices, version 2; without it, what the package brings along. An
   * object of an S3 bucket (https://<bucket>.s3.<region>.amazonaws.com/<key>): functions reach nothing else.
   */
  readonly priceFeedUrl?: string;
  /** A second source beside it: LiteLLM's `model_prices_and_context_window.json`, in a bucket like the first. */
  readonly priceListUrl?: string;
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

const settings: Record<StageName, StageSettings> = {
  dev: {
    name: 'dev',
    database: {
      capacity: { min: 0, max: 4 },
      reader: false,
      proxy: false,
      backupRetention: Duration.days(1),
    },
    protected: false,
    endpointZones: 1,
    ingestConcurrency: 2,
    producersEnforced: false,
    // Where one person tries out what many do.
    limits: { ...LIMITS, requests_per_minute: { person: 6_000, organization: 30_000 } },
    throttle: { requestsPerSecond: 50, burst: 100 },
    logRetention: RetentionDays.ONE_WEEK,
    auditLogRetention: Duration.days(400),
  },
  prod: {
    name: 'prod',
    database: {
      capacity: { min: 1, max: 32 },
      reader: true,
      proxy: true,
      backupRetention: Duration.days(35),
    },
    protected: true,
    endpointZones: 2,
    ingestConcurrency: 8,
    producersEnforced: true,
    reservedForIngest: 8,
    limits: LIMITS,
    throttle: { requestsPerSecond: 200, burst: 400 },
    logRetention: RetentionDays.THREE_MONTHS,
    auditLogRetention: Duration.days(400),
  },
};

export const stageSettings = (name: StageName): StageSettings => settings[name];

/**
 * The stages that the context key `stage` asks for: one of them by name, all of them when it is absent.
 * @throws Error when the value is not the name of a stage
 */
export function requestedStages(context: unknown): readonly StageName[] {
  if (context === undefined) return stageNames;
  const stage = stageNames.find((name) => name === context);
  if (stage === undefined) {
    throw new Error(
      `Context "stage" must be one of ${stageNames.join(', ')}; it is ${JSON.stringify(context)}.`,
    );
  }
  return [stage];
}
