import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { pricingMetrics } from './metric-names.ts';
import { pricingOperations } from './operations.ts';

const metrics = new Metrics();

export const handler = httpHandler(
  pricingOperations(connect({ statementTimeout: 5_000 }), {
    onPriceChanges(changes) {
      metrics.addMetric(pricingMetrics.changes, MetricUnit.Count, changes);
      metrics.publishStoredMetrics();
    },
  }),
);
