import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { pricingMetrics } from './metric-names.ts';
import { pricingOperations } from './operations.ts';

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(
  pricingOperations(database, {
    onPriceChanges: (changes) => publish(pricingMetrics, { changes }),
  }),
  recordAccess(database),
);
