import { count } from '../../shared/metrics/metric.ts';

export const priceAuditMetrics = {
  /** One a run. */
  audits: count('PriceAudits'),
  /** Executions priced again. */
  compared: count('AuditedExecutions'),
  /** Of these, those whose stored cost is wrong. */
  differences: count('PriceDifferences'),
  /** Organization-days whose rollups were compared with their executions. */
  reconciled: count('ReconciledDays'),
  /** Of these, those that differ. */
  drifted: count('DriftedDays'),
  /** Organizations left out, because the time was up or a statement failed. */
  unaudited: count('UnauditedOrganizations'),
};
