import type { Transaction } from '../../shared/database/database.ts';
import type { LookTopic } from './contract.ts';
import {
  lookBusiest,
  lookDrift,
  lookErasures,
  lookLists,
  lookLive,
  lookLosses,
  lookRecalculations,
  lookRejections,
  lookRetention,
  lookSilent,
  lookUnpriced,
} from './look.statement.ts';

interface Look {
  readonly run: (transaction: Transaction) => Promise<readonly object[]>;
}

const looks: Readonly<Record<LookTopic, Look>> = {
  rejections: lookRejections,
  losses: lookLosses,
  unpriced: lookUnpriced,
  busiest: lookBusiest,
  silent: lookSilent,
  recalculations: lookRecalculations,
  drift: lookDrift,
  lists: lookLists,
  retention: lookRetention,
  erasures: lookErasures,
  live: lookLive,
};

/** What the runbook asks the database on a topic: ids, names of models and counts, at most 50 rows. */
export const look = (transaction: Transaction, topic: LookTopic): Promise<readonly object[]> =>
  looks[topic].run(transaction);
