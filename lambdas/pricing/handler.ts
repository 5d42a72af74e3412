import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { pricingMetrics } from './metric-names.ts';
import { pricingOperations } from './operations.ts';

export const handler = httpHandler(
  pricingOperations(connect({ statementTimeout: 5_000 }), {
    onPriceChanges: (changes) => publish(pricingMetrics, { changes }),
  }),
);
