import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { toCalculation } from './calculation.ts';
import { chargedComponents } from './components.statement.ts';
import {
  explainedConditions,
  explainedUsage,
  explainExecution,
  flag,
  baselineRule,
  priceBasis,
  routingDecision,
  voided,
} from './contract.ts';
import { subtractDecimals } from '../../../shared/shown/decimals.ts';
import { explainedExecution } from './execution.statement.ts';
import { presentMoney } from './present-money.ts';

const flags = z.array(flag);
const labels = z.record(z.string(), z.string());
const notes = z.array(z.string());

export function explainExecutionOperation(database: Database): Operation<typeof explainExecution> {
  return operation(explainExecution, ({ path, query, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { figuresByPerson }) => {
      const key = { organizationId: query.organization_id, id: path.id };
      const [found] = await explainedExecution.run(transaction, { ...key, figuresByPerson });
      if (!found) {
        throw notFound('The organization has no such execution, or no longer keeps it.', [
          { parameter: 'id', detail: "must be the id of one of the organization's executions" },
        ]);
      }
      const { position, provider_cost, provider_cost_currency, ...execution } = found;
      const components = await chargedComponents.run(transaction, { ...key, startTime: position });
      const ofSide = (side: 'actual' | 'baseline') => components.filter((row) => row.side === side);
      return {
        ...execution,
        ...presentMoney(execution),
        voided: voided.parse(execution.voided),
        flags: flags.parse(execution.flags),
        routing_decision: routingDecision.nullable().parse(execution.routing_decision),
        usage: explainedUsage.parse(execution.usage),
        conditions: explainedConditions.parse(execution.conditions),
        baseline_rule: baselineRule.parse(execution.baseline_rule),
        price_basis: priceBasis.parse(execution.price_basis),
        labels: labels.parse(execution.labels),
        notes: notes.parse(execution.notes),
        provider_cost: providerCost(provider_cost, provider_cost_currency, execution.actual_cost),
        actual: toCalculation(ofSide('actual'), execution.actual_cost),
        baseline: toCalculation(ofSide('baseline'), execution.baseline_cost),
      };
    }),
  );
}

function providerCost(amount: string | null, currency: string | null, actual: string | null) {
  if (amount === null || currency === null) return null;
  const isComparable = currency === 'USD' && actual !== null;
  return { amount, currency, difference: isComparable ? (subtractDecimals(actual, amount) ?? null) : null };
}
