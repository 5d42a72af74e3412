import type { Database } from '../../shared/database/database.ts';
import type { Buckets } from './buckets.ts';

export interface EraseOptions {
  readonly database: Database;
  readonly buckets: Buckets;
  readonly timeIsUp: () => boolean;
  /** Executions of one transaction at most; 500 unless given. */
  readonly batchSize?: number;
  /** Seconds from the last row to the files; 60 unless given. */
  readonly settleSeconds?: number;
}
