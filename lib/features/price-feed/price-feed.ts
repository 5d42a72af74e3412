import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { priceFeedMetrics } from '../../../lambdas/price-feed/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/**
 * Takes over the list prices of API models, every hour and once when it is deployed first, and within a minute of a name
 * that is new.
 */
export class PriceFeed extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const { stage, alarmTopic: topic } = platform;
    const stale = {
      severity: 'today' as const,
      impact: 'Executions are priced by list prices that may have changed since; new models are unpriced.',
      runbook: 'List prices are stale',
    };
    const priceFeed = new PaybackFunction(this, 'PriceFeed', {
      name: 'price-feed',
      platform,
      database: platform.connections.feed,
      // The first import writes 7,500 prices in 2 s; the download may take 30 s, a statement 60 s.
      timeout: Duration.minutes(5),
      memory: 1024,
      environment: {
        ...(stage.priceFeedUrl === undefined ? {} : { PRICE_FEED_URL: stage.priceFeedUrl }),
        ...(stage.priceListUrl === undefined ? {} : { PRICE_LIST_URL: stage.priceListUrl }),
      },
      retryAttempts: 2,
      failure: stale,
    });
    new ScheduledCall(this, 'EveryHour', {
      function: priceFeed.function,
      expression: 'rate(1 hour)',
      description: 'Take over the list prices of API models',
      retries: { attempts: 5, maxAge: Duration.hours(1) },
    });
    new ScheduledCall(this, 'EveryMinute', {
      function: priceFeed.function,
      expression: 'rate(1 minute)',
      description: 'Price models whose names no import has seen yet',
      input: { only_if_new: true },
      // The next minute's is as good.
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    // Longer than an hour: runs are not to the minute an hour apart.
    const period = Duration.hours(3);
    new Alarm(this, 'Stale', {
      topic,
      logs: priceFeed.logGroup,
      metric: priceFeed.metric(priceFeedMetrics.dataAge).with({ statistic: Stats.MAXIMUM, period }),
      // Bundled: providers change some price in every quarter. A feed is of a day, and the next one comes in the course of the next.
      threshold: stage.priceFeedUrl === undefined ? 90 : 2,
      ...stale,
    });
    new Alarm(this, 'Disputed', {
      topic,
      logs: priceFeed.logGroup,
      metric: priceFeed.metric(priceFeedMetrics.disputes).with({ statistic: Stats.MAXIMUM, period }),
      threshold: 0,
      severity: 'today',
      impact: 'Costs of models in use are based on prices that another source contradicts by more than 10%.',
      runbook: 'Prices are disputed',
    });
    new Alarm(this, 'NotImported', {
      topic,
      logs: priceFeed.logGroup,
      metric: priceFeed.metric(priceFeedMetrics.imports).with({ period: Duration.days(1) }),
      threshold: 1,
      below: true,
      missingIsBad: true,
      onlyAfter: priceFeed.metric(priceFeedMetrics.imports),
      behindDatabase: true,
      ...stale,
    });
    new Alarm(this, 'Changed', {
      topic,
      logs: priceFeed.logGroup,
      metric: priceFeed.metric(priceFeedMetrics.priceChanges).with({ period }),
      threshold: 0,
      severity: 'week',
      impact:
        'A list price has changed by more than 10%: costs and savings of new executions are other than people are used to.',
      runbook: 'A price has changed',
    });
    new Alarm(this, 'Refused', {
      topic,
      logs: priceFeed.logGroup,
      metric: priceFeed.metric(priceFeedMetrics.refusals).with({ period }),
      threshold: 0,
      severity: 'today',
      impact:
        'List prices stay as they are, while the feed offers others that are damaged or lack many models.',
      runbook: 'The price feed is refused',
    });
  }
}
