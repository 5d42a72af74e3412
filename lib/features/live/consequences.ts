const RUNBOOK = 'Dashboards are not live';

export const CANNOT_CONNECT = {
  severity: 'today' as const,
  impact: 'Dashboards cannot connect: they fall back to asking every 30 seconds.',
  runbook: RUNBOOK,
};
export const NOT_TOLD = {
  severity: 'today' as const,
  impact: 'Dashboards that are open do not notice new figures until they are loaded again.',
  runbook: RUNBOOK,
};
