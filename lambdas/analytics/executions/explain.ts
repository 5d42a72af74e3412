import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { instantText, parseRows, wholeNumber } from '../../../shared/database/rows.ts';
import { componentRow, toCalculation } from './calculation.ts';
import componentsStatement from './components.sql';
import { explainExecution, flag, routingDecision } from './contract.ts';
import { executionRow, presentMoney } from './execution-row.ts';
import executionStatement from './execution.sql';

const explainedRow = executionRow.extend({
  task_description: z.string().nullable(),
  error_message: z.string().nullable(),
  confidence_score: z.number().nullable(),
  priced_at: instantText.nullable(),
  tokens_used: wholeNumber,
  input_tokens: wholeNumber.nullable(),
  cache_read_tokens: wholeNumber.nullable(),
  cache_write_tokens: wholeNumber.nullable(),
  output_tokens: wholeNumber.nullable(),
  reasoning_tokens: wholeNumber.nullable(),
  compute_units: z.string().nullable(),
  position: z.string(),
  routing_decision: routingDecision.nullable(),
  flags: z.array(flag),
});

export function explainExecutionOperation(database: Database): Operation<typeof explainExecution> {
  return operation(explainExecution, ({ path, query, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction) => {
      const key = [query.organization_id, path.id];
      const [found] = parseRows(explainedRow, await transaction.query(executionStatement, key));
      if (!found) {
        throw notFound('The organization has no such execution, or no longer keeps it.', [
          { parameter: 'id', detail: "must be the id of one of the organization's executions" },
        ]);
      }
      const {
        position,
        tokens_used,
        input_tokens,
        cache_read_tokens,
        cache_write_tokens,
        output_tokens,
        reasoning_tokens,
        compute_units,
        ...execution
      } = found;
      const components = parseRows(
        componentRow,
        await transaction.query(componentsStatement, [...key, position]),
      );
      const ofSide = (side: 'actual' | 'baseline') => components.filter((row) => row.side === side);
      return {
        ...execution,
        ...presentMoney(execution),
        usage: {
          tokens_used,
          input_tokens,
          cache_read_tokens,
          cache_write_tokens,
          output_tokens,
          reasoning_tokens,
          compute_units,
        },
        actual: toCalculation(ofSide('actual'), execution.actual_cost),
        baseline: toCalculation(ofSide('baseline'), execution.baseline_cost),
      };
    }),
  );
}
