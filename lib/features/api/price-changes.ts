import { pricingMetrics } from '../../../lambdas/pricing/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';
import type { Platform } from '../../constructs/platform.ts';

/** A person's slip of a decimal point moves costs as much as a provider's price does. */
export function alarmOfPriceChanges(pricing: PaybackFunction, { alarmTopic: topic }: Platform): void {
  new Alarm(pricing, 'Changed', {
    topic,
    logs: pricing.logGroup,
    metric: pricing.metric(pricingMetrics.changes),
    threshold: 0,
    severity: 'week',
    impact:
      'A price that somebody entered or corrected differs by more than 10% from the one before: costs and savings change with it.',
    runbook: 'A price has changed',
  });
}
