import { getHealth } from '../../../lambdas/health/contract.ts';
import { Trouble } from '../../trouble.ts';
import { unanswered, type Check, type Status } from './check.ts';
import { checkFigures } from './figures.ts';
import { checkJobs } from './jobs.ts';
import { checkQueues, type Queued } from './queues.ts';
import { checkServer, LOCKS, nameOf } from './server.ts';

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
      ? [
          // Where the API answers, which asks the database, the function alone is at fault.
          unanswered(
            'Database',
            status,
            api instanceof Trouble ? 'The database cannot be reached' : 'The command line does not answer',
          ),
        ]
      : [...checkServer(status), ...checkTables(status, runningFor)]),
  ];
}

function checkTables({ figures, failure, sessions }: Status, runningFor: number): Check[] {
  if (figures !== null) return [...checkFigures(figures, runningFor), ...checkJobs(figures, runningFor)];
  const holders = sessions.filter(({ holds }) => holds.length > 0).map(nameOf);
  const message = [
    failure ?? 'no figures',
    ...(holders.length > 0 ? [`locks have ${holders.join(', ')}`] : []),
  ];
  return [unanswered('Tables', { message: message.join('; '), hint: LOCKS }, 'The database is busy')];
}
