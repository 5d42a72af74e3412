/** What each alarm is about, beside its template: values of its metrics at which it is still quiet, and the next at which it is raised. */
export interface Boundary {
  readonly quiet: Readonly<Record<string, number>>;
  readonly raised: Readonly<Record<string, number>>;
  /** Periods that it takes, of how many. */
  readonly of: readonly [number, number];
}

const row = (
  quiet: number | Readonly<Record<string, number>>,
  raised: number | Readonly<Record<string, number>>,
  ...of: readonly [number, number]
): Boundary => ({ quiet: named(quiet), raised: named(raised), of });
const named = (values: number | Readonly<Record<string, number>>) =>
  typeof values === 'number' ? { metric: values } : values;

const missed = (periods: number) => row({ runs: 1 }, { runs: 0 }, periods, periods);

/** By the name of the alarm in the template, without its hash. */
const boundaries: Readonly<Record<string, Boundary>> = {
  IngestDeadLetters: row(0, 1, 1, 1),
  IngestOldestMessage: row(300, 301, 3, 3),
  IngestTimeToDrain: row({ waiting: 6_000, deleted: 1_000 }, { waiting: 6_001, deleted: 1_000 }, 3, 3),
  IngestFailedMessages: row(
    { stored: 342, repeated: 19, rejected: 19, failed: 20 },
    { stored: 342, repeated: 19, rejected: 19, failed: 21 },
    3,
    3,
  ),
  IngestRejections: row(100, 101, 1, 1),
  IngestShareOfRejections: row(
    { stored: 9_000, repeated: 500, rejected: 500 },
    { stored: 9_000, repeated: 500, rejected: 501 },
    1,
    1,
  ),
  IngestNegativeSavings: row({ compared: 1_000, losses: 50 }, { compared: 1_000, losses: 51 }, 1, 1),
  IngestNegativeSavingsNow: row({ compared: 19, losses: 19 }, { compared: 20, losses: 2 }, 3, 3),
  RollupNotRunning: missed(3),
  RollupSlow: row(30, 30.1, 3, 3),
  RecalculateUnfinished: row(3_600, 3_601, 1, 1),
  RecalculateNotRunning: missed(3),
  PartitionsNotRunning: missed(1),
  ArchiveRefused: row(0, 1, 1, 1),
  ArchiveNotRunning: missed(1),
  RetentionBeyond: row(259_200, 259_201, 1, 1),
  RetentionNotRunning: missed(1),
  PriceFeedStale: row(90, 90.1, 1, 1),
  PriceFeedDisputed: row(0, 1, 1, 1),
  PriceFeedNotImported: missed(1),
  PriceFeedChanged: row(0, 1, 1, 1),
  PriceFeedRefused: row(0, 1, 1, 1),
  PricingChanged: row(0, 1, 1, 1),
  PriceAuditPriceDifferences: row(0, 1, 1, 1),
  PriceAuditDriftedDays: row(0, 1, 1, 1),
  PriceAuditUnaudited: row(0, 1, 1, 1),
  PriceAuditNotRunning: missed(1),
  VitalsNotRunning: missed(2),
  VitalsPendingAge: row(600, 601, 1, 1),
  VitalsPendingDeltas: row(100_000, 100_001, 2, 2),
  VitalsLosingOrganizations: row(0, 1, 1, 1),
  VitalsLosingOrganizationsNow: row(0, 1, 3, 3),
  VitalsCoverage: row(95, 94.9, 2, 2),
  VitalsUncoveredOrganizations: row(0, 1, 2, 2),
  VitalsSilentOrganizations: row(0, 1, 1, 1),
  VitalsConnections: row(80, 80.1, 1, 1),
  FrontDoorServerErrors: row(5, 6, 1, 1),
  FrontDoorObjectivesFast: row({ errors: 144, requests: 10_000 }, { errors: 145, requests: 10_000 }, 1, 1),
  FrontDoorObjectivesFastStill: row({ errors: 4, requests: 4 }, { errors: 5, requests: 5 }, 1, 1),
  FrontDoorObjectivesSlow: row({ errors: 60, requests: 10_000 }, { errors: 61, requests: 10_000 }, 1, 1),
  FrontDoorObjectivesSlowStill: row({ errors: 6, requests: 1_000 }, { errors: 7, requests: 1_000 }, 1, 1),
  FrontDoorObjectivesLatency: row(500, 501, 3, 3),
  SocketFrontDoorIntegrationErrors: row(5, 6, 1, 1),
  ErasureUnfinished: row(3_600, 3_601, 1, 1),
  ErasureNotRunning: missed(3),
  LiveNotWatching: missed(3),
  LiveHintsFailed: row(10, 11, 2, 2),
  DatabaseAlarmsDown: row({ job0: 1, job1: 0, job2: 1 }, { job0: 1, job1: 1, job2: 1 }, 2, 3),
  DatabaseAlarmsProcessor: row(80, 81, 3, 3),
  DatabaseAlarmsReaderProcessor: row(80, 81, 3, 3),
  DatabaseAlarmsCapacity: row(90, 91, 3, 3),
  DatabaseAlarmsReaderLag: row(5_000, 5_001, 3, 3),
  DatabaseAlarmsProxyBorrow: row(100_000, 100_001, 3, 3),
  DatabaseAlarmsProxyPinned: row(10, 11, 3, 3),
};

const oftener: Readonly<Record<string, number>> = {
  Rollup: 3,
  Recalculate: 3,
  Erasure: 3,
  Vitals: 3,
  LiveRegistry: 2,
  LiveWatch: 2,
};

/** Of alarms that many functions have. */
export function boundaryOf(name: string): Boundary | undefined {
  const own = boundaries[name];
  if (own) return own;
  if (name.endsWith('Happened')) return row(0, 1, 1, 7);
  if (name.endsWith('UnrecordedAccess')) return row(0, 1, 1, 1);
  if (name.endsWith('UncountedRequests')) return row(0, 1, 2, 2);
  if (name.endsWith('Statements')) return row(100, 101, 3, 3);
  const of = /^(.+)(?:Errors|Throttles)$/.exec(name)?.[1];
  if (of === undefined) return undefined;
  const periods = oftener[of] ?? 1;
  return row(0, 1, periods, periods);
}
