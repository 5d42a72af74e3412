import { Duration } from 'aws-cdk-lib';
import { accessMetrics } from '../../shared/audit/metric-names.ts';
import { databaseMetrics } from '../../shared/database/metric-names.ts';
import { Alarm } from './alarm.ts';
import type { PaybackFunction } from './payback-function.ts';
import type { Platform } from './platform.ts';

/** Of a function behind the API, which answers also when it cannot write down who has read what, or count who asks how often. */
export function alarmsOfAccess(target: PaybackFunction, { alarmTopic: topic }: Platform): void {
  const beside = { topic, threshold: 0, logs: target.logGroup, behindDatabase: true } as const;
  new Alarm(target, 'UnrecordedAccess', {
    ...beside,
    metric: target.metric(accessMetrics.unrecorded),
    severity: 'today',
    impact: 'Reads of an organization, or refused attempts, are missing on its audit log; changes are not.',
    runbook: 'Access is not recorded',
  });
  new Alarm(target, 'UncountedRequests', {
    ...beside,
    metric: target.metric(accessMetrics.uncounted),
    // A failover, or one statement that took more than its second, is a handful; for ten minutes is a limit that does not hold.
    periods: 2,
    severity: 'today',
    impact: 'Requests pass whatever their rate: one person or program can take the answers of all others.',
    runbook: 'Requests are not counted',
  });
}

/** Of a function behind the API whose statements are all short by nature. */
export function alarmOfStatements(target: PaybackFunction, { alarmTopic: topic }: Platform): void {
  new Alarm(target, 'Statements', {
    topic,
    logs: target.logGroup,
    behindDatabase: true,
    metric: target.metric(databaseMetrics.statements).with({ statistic: 'p95', period: Duration.minutes(5) }),
    // Milliseconds.
    threshold: 100,
    periods: 3,
    severity: 'today',
    impact: 'One statement in twenty takes more than a tenth of a second: pages become slow, and then fail.',
    runbook: 'Statements are slow',
  });
}
