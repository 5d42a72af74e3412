import { failureOf, type Failure } from '../database/failure.ts';
import type { InvalidValue } from './problem-contract.ts';
import { Problem, unavailable } from './problem.ts';

const RETRY_AFTER = 5;
const busy = () => unavailable('Something else is changing the same; try again soon.', RETRY_AFTER);
const away = () => unavailable('The database cannot be reached; try again soon.', RETRY_AFTER);

const PROBLEMS: Readonly<Record<Failure, () => Problem>> = {
  connection: away,
  read_only: away,
  lock: busy,
  conflict: busy,
  time: () => timeout('Ask for a shorter range or fewer items, or try again.'),
};

/** What a failed statement means to a caller; undefined where it means that this code is wrong. */
export function databaseProblem(error: Error): Problem | undefined {
  const failure = failureOf(error);
  return failure && PROBLEMS[failure]();
}

/** @param detail what took too long, and what to ask for instead */
export function timeout(detail: string, errors?: readonly InvalidValue[]): Problem {
  const headers = { 'retry-after': String(RETRY_AFTER) };
  return new Problem(
    503,
    'timeout',
    'The request took too long',
    detail,
    errors ? { headers, errors } : { headers },
  );
}
