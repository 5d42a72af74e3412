import type { Database } from '../../shared/database/database.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { listAnomaliesOperation } from './list.ts';
import { reviewAnomalyOperation } from './review.ts';

export function anomaliesOperations(database: Database): Operation[] {
  return [listAnomaliesOperation(database), reviewAnomalyOperation(database)];
}
