import { count, type Metric } from '../../shared/metrics/metric.ts';

/** What only a look at the database tells, every five minutes. Numbers of organizations: which they are is for the log alone. */
export const vitalsMetrics = {
  /** One a run. */
  runs: count('VitalsRuns'),
  /** Deltas that no fold has taken yet. */
  pending: count('PendingDeltas'),
  /** Seconds since the oldest of them was made; 0 without any. */
  pendingAge: { name: 'PendingDeltasAge', unit: 'Seconds' },
  /** Organizations of whose tasks of the last hour more than 5% cost more than their baseline. */
  losingHour: count('LosingOrganizationsHour'),
  /** The same of the last five minutes. */
  losingNow: count('LosingOrganizationsNow'),
  /** USD that the tasks which started within an hour cost. */
  cost: { name: 'CostOfHour', unit: 'None' },
  /** Share of the executions of yesterday and today whose costs are known; not published where there are none. */
  coverage: { name: 'Coverage', unit: 'Percent' },
  /** Organizations with a coverage below 95%. */
  uncovered: count('UncoveredOrganizations'),
  /** Organizations that sent in the week before, and nothing for three days. */
  silent: count('SilentOrganizations'),
  /** Organizations whose figures somebody looked at within a day. */
  organizations: count('OrganizationsLooking'),
  /** People who looked at figures within a day. */
  people: count('PeopleLooking'),
  /** Times they did, each kind of figure once an hour for each of them. */
  loads: count('FiguresLoaded'),
  /** Share of the connections that the database takes. */
  connections: { name: 'DatabaseConnectionsUsed', unit: 'Percent' },
} as const satisfies Record<string, Metric>;
