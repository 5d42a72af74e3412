import { getHealth } from '../../../lambdas/health/contract.ts';
import { Trouble } from '../../trouble.ts';
import { unanswered, type Check, type Status } from './check.ts';
import { checkFigures } from './figures.ts';
import { checkJobs } from './jobs.ts';
import { checkQueues, type Queued } from './queues.ts';
import { checkServer } from './server.ts';

/** What is known of each part, or why nothing is. */
export interface Parts {
  readonly status: Status | Trouble;
  readonly queue: Queued | Trouble;
  readonly deadLetters: Queued | Trouble;
  readonly api: 'ok' | Trouble;
  /** For how long schedules have been called, in seconds. */
  readonly runningFor: number;
}

export function checksOf({ status, queue, deadLetters, api, runningFor }: Parts): Check[] {
  return [
    api instanceof Trouble
      ? unanswered('API', api, 'The API answers with errors')
      : {
          what: 'API',
          value: 'answers',
          limit: getHealth.path,
          isWell: true,
          runbook: 'The API answers with errors',
        },
    ...checkQueues(queue, deadLetters),
    ...(status instanceof Trouble
      ? [unanswered('Database', status, 'The database cannot be reached')]
      : [...checkServer(status), ...checkTables(status, runningFor)]),
  ];
}

function checkTables({ figures, failure }: Status, runningFor: number): Check[] {
  if (figures !== null) return [...checkFigures(figures, runningFor), ...checkJobs(figures, runningFor)];
  return [unanswered('Tables', { message: failure ?? 'nothing' }, 'The database is busy')];
}
