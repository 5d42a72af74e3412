import type { MiddlewareObj } from '@middy/core';
import { databaseMetrics } from '../database/metric-names.ts';
import { onStatement } from '../database/statement-durations.ts';
import { publish } from '../metrics/publish.ts';

/** Publishes how long the statements of a request took, in one line of the log. A function has one request at a time. */
export function statementDurations(): MiddlewareObj {
  let statements: number[] = [];
  // A tenth of a millisecond is as much as anybody reads.
  onStatement((milliseconds) => statements.push(Math.round(10 * milliseconds) / 10));
  const done = () => {
    if (statements.length > 0) publish(databaseMetrics, { statements });
    statements = [];
  };
  return {
    before: () => {
      statements = [];
    },
    after: done,
    onError: done,
  };
}
