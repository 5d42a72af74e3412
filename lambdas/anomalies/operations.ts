import type { Database } from '../../shared/database/database.ts';
import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import { listAnomaliesOperation } from './list.ts';
import { reviewAnomalyOperation } from './review.ts';

export function anomaliesOperations(database: Database): Operations<typeof routes> {
  return { listAnomalies: listAnomaliesOperation(database), reviewAnomaly: reviewAnomalyOperation(database) };
}
