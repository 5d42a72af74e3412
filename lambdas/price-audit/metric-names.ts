export const priceAuditMetrics = {
  /** One a run. */
  audits: 'PriceAudits',
  /** Executions priced again. */
  compared: 'AuditedExecutions',
  /** Of these: what is stored is not what they cost. */
  differences: 'PriceDifferences',
  /** Organization-days whose rollups were compared with their executions. */
  reconciled: 'ReconciledDays',
  /** Of these: those that differ. */
  drifted: 'DriftedDays',
  /** Organizations left out, because the time was up or a statement failed. */
  unaudited: 'UnauditedOrganizations',
} as const;
