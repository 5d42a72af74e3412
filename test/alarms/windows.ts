/**
 * What alarms take of their metrics, and over how long, beside the template: one value a period would be the same as the sum, the mean and the
 * most of it. All others take the sum of five minutes.
 */
const windows: Readonly<Record<string, readonly string[]>> = {
  IngestDeadLetters: ['Maximum of 1 min'],
  IngestOldestMessage: ['Maximum of 1 min'],
  IngestTimeToDrain: ['Maximum of 5 min', 'Sum of 5 min'],
  IngestShareOfRejections: ['Sum of 15 min'],
  IngestNegativeSavings: ['Sum of 60 min'],
  RollupSlow: ['Maximum of 5 min'],
  RecalculateUnfinished: ['Maximum of 5 min'],
  ErasureUnfinished: ['Maximum of 5 min'],
  RetentionBeyond: ['Maximum of 1440 min'],
  PriceFeedStale: ['Maximum of 180 min'],
  PriceFeedDisputed: ['Maximum of 180 min'],
  PriceFeedChanged: ['Sum of 180 min'],
  PriceFeedRefused: ['Sum of 180 min'],
  PriceAuditPriceDifferences: ['Sum of 1440 min'],
  PriceAuditDriftedDays: ['Sum of 1440 min'],
  PriceAuditUnaudited: ['Sum of 1440 min'],
  PriceAuditNotRunning: ['Sum of 1440 min'],
  PriceFeedNotImported: ['Sum of 1440 min'],
  PartitionsNotRunning: ['Sum of 1440 min'],
  ArchiveRefused: ['Sum of 1440 min'],
  ArchiveNotRunning: ['Sum of 1440 min'],
  RetentionNotRunning: ['Sum of 1440 min'],
  VitalsNotRunning: ['Sum of 10 min'],
  VitalsPendingAge: ['Maximum of 10 min'],
  VitalsPendingDeltas: ['Maximum of 10 min'],
  VitalsLosingOrganizations: ['Maximum of 10 min'],
  VitalsLosingOrganizationsNow: ['Maximum of 5 min'],
  VitalsConnections: ['Maximum of 10 min'],
  VitalsCoverage: ['Minimum of 15 min'],
  VitalsUncoveredOrganizations: ['Maximum of 15 min'],
  VitalsSilentOrganizations: ['Maximum of 60 min'],
  FrontDoorObjectivesFast: ['Sum of 60 min'],
  FrontDoorObjectivesSlow: ['Sum of 360 min'],
  FrontDoorObjectivesSlowStill: ['Sum of 30 min'],
  FrontDoorObjectivesLatency: ['p95 of 5 min'],
  DatabaseAlarmsDown: ['Sum of 1 min'],
  DatabaseAlarmsProcessor: ['Average of 5 min'],
  DatabaseAlarmsReaderProcessor: ['Average of 5 min'],
  DatabaseAlarmsCapacity: ['Maximum of 5 min'],
  DatabaseAlarmsReaderLag: ['Maximum of 5 min'],
  DatabaseAlarmsProxyBorrow: ['Average of 5 min'],
  DatabaseAlarmsProxyPinned: ['Maximum of 5 min'],
};

/** @returns each statistic with its minutes */
export function windowsOf(name: string): readonly string[] {
  if (name.endsWith('Happened')) return ['Sum of 1440 min'];
  if (name.endsWith('Statements')) return ['p95 of 5 min'];
  return windows[name] ?? ['Sum of 5 min'];
}
