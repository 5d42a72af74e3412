const RUNBOOK = 'Dashboards are not live';

export const CANNOT_CONNECT = {
  impact: 'Dashboards cannot connect: they fall back to asking every 30 seconds.',
  runbook: RUNBOOK,
};
export const NOT_TOLD = {
  impact: 'Dashboards that are open do not notice new figures until they are loaded again.',
  runbook: RUNBOOK,
};
