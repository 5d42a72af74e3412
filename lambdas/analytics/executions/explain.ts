import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { toCalculation } from './calculation.ts';
import { chargedComponents } from './components.statement.ts';
import { explainExecution, flag, routingDecision } from './contract.ts';
import { explainedExecution } from './execution.statement.ts';
import { presentMoney } from './present-money.ts';

const flags = z.array(flag);

export function explainExecutionOperation(database: Database): Operation<typeof explainExecution> {
  return operation(explainExecution, ({ path, query, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction) => {
      const key = { organizationId: query.organization_id, id: path.id };
      const [found] = await explainedExecution.run(transaction, key);
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
      const components = await chargedComponents.run(transaction, { ...key, startTime: position });
      const ofSide = (side: 'actual' | 'baseline') => components.filter((row) => row.side === side);
      return {
        ...execution,
        ...presentMoney(execution),
        flags: flags.parse(execution.flags),
        routing_decision: routingDecision.nullable().parse(execution.routing_decision),
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
