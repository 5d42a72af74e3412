import { accessMetrics } from '../../shared/audit/metric-names.ts';
import { Alarm } from './alarm.ts';
import type { PaybackFunction } from './payback-function.ts';
import type { Platform } from './platform.ts';

/** Of a function behind the API, which answers also when it cannot write down who has read what. */
export function alarmOfUnrecordedAccess(target: PaybackFunction, { alarmTopic: topic }: Platform): void {
  new Alarm(target, 'UnrecordedAccess', {
    topic,
    metric: target.metric(accessMetrics.unrecorded),
    threshold: 0,
    severity: 'today',
    logs: target.logGroup,
    behindDatabase: true,
    impact: 'Reads of an organization, or refused attempts, are missing on its audit log; changes are not.',
    runbook: 'Access is not recorded',
  });
}
