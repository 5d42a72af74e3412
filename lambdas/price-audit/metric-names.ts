import { count } from '../../shared/metrics/metric.ts';

export const priceAuditMetrics = {
  /** One a run. */
  audits: count('PriceAudits'),
  /** Executions priced again. */
  compared: count('AuditedExecutions'),
  /** Of these, those whose stored cost is wrong. */
  differences: count('PriceDifferences'),
  /** Organization-days whose executions were read and compared with their rollups. */
  reconciled: count('ReconciledDays'),
  /** Organization-days that differ, from their executions or from their hash. */
  drifted: count('DriftedDays'),
  /** Organizations left out, because the time was up or a statement failed. */
  unaudited: count('UnauditedOrganizations'),
};
