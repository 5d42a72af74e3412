import * as z from 'zod';
import { resolveRange } from '../../../shared/figures/range.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { failureOf } from '../../../shared/database/failure.ts';
import { timeout } from '../../../shared/http/database-problem.ts';
import { ruleMismatches } from '../../../shared/http/baseline-rule.ts';
import { takePlace } from '../../../shared/http/limits.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { isKnown } from '../../../shared/shown/known.ts';
import { percentageOf, roundedOrNull, shareOf } from '../../../shared/shown/rounded.ts';
import { baselineReason, whatIf, type comparison } from './contract.ts';
import { priceBaseline, type PriceBaselineRow } from './what-if.statement.ts';

const unpricedReasons = z.array(z.object({ reason: baselineReason, tasks: z.int() }));

export function whatIfOperation(database: Database): Operation<typeof whatIf> {
  return operation(whatIf, ({ query, now, caller }) => {
    refuseMismatch(query);
    return asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      await takePlace(transaction, 'what_ifs', query.organization_id);
      const row = await price(transaction, {
        organizationId: query.organization_id,
        ...range,
        timeZone,
        provider: query.provider,
        model: query.model,
        rule: query.rule,
        taskType: query.task_type,
        labelKey: query.label_key,
        labelValue: query.label_value,
      });
      const unpriced = unpricedReasons.parse(row.unpriced);
      const tasks = unpriced.reduce((sum, reason) => sum + reason.tasks, row.tasks);
      return {
        currency: 'USD',
        period: range,
        baseline: baselineOf(query),
        usage: {
          tasks,
          priced: row.tasks,
          priced_share: shareOf(row.tasks, tasks),
          unpriced,
          not_kept: row.countable - row.kept,
        },
        what_if: comparisonOf(row.executions, {
          tasks: row.tasks,
          cost: row.actual_cost,
          baselineCost: row.baseline_cost,
          savings: row.savings,
        }),
        recorded: comparisonOf(row.executions, {
          tasks: row.recorded,
          cost: row.recorded_actual_cost,
          baselineCost: row.recorded_baseline_cost,
          savings: row.recorded_savings,
        }),
      };
    });
  });
}

type Query = z.output<NonNullable<(typeof whatIf)['query']>>;

/** @throws Problem where parameters do not go with the rule; without a rule, they are those of the organization's */
function refuseMismatch({ rule, label_key, label_value, ...query }: Query): void {
  const labels = { label_key, label_value };
  const isOfLabel = rule === 'label';
  const label = isOfLabel ? label_key && label_value : (label_key ?? label_value);
  const mismatches = ruleMismatches(rule ?? 'organization', { ...query, label });
  const errors = mismatches.flatMap(({ field, detail }) => {
    if (field !== 'label') return [{ parameter: field, detail }];
    const named = Object.entries(labels).filter(([, value]) => (value === undefined) === isOfLabel);
    return named.map(([parameter]) => ({ parameter, detail }));
  });
  if (errors.length > 0) throw invalidRequest(errors);
}

function baselineOf({ label_key, label_value, ...query }: Query) {
  const isOfLabel = label_key !== undefined && label_value !== undefined;
  return {
    provider: query.provider ?? null,
    model: query.model ?? null,
    rule: query.rule ?? null,
    task_type: query.task_type ?? null,
    label: isOfLabel ? { key: label_key, value: label_value } : null,
  };
}

/** @throws Problem naming the range when it holds more executions than can be priced within a request */
async function price(
  transaction: Transaction,
  parameters: Parameters<typeof priceBaseline.one>[1],
): Promise<PriceBaselineRow> {
  try {
    return await priceBaseline.one(transaction, parameters);
  } catch (error) {
    if (failureOf(error) !== 'time') throw error;
    const detail = `must be closer together: pricing the executions from ${parameters.start} to ${parameters.end} again takes too long`;
    throw timeout(`start_date and end_date ${detail}.`, [
      { parameter: 'start_date', detail },
      { parameter: 'end_date', detail },
    ]);
  }
}

interface Amounts {
  readonly tasks: number;
  readonly cost: string;
  readonly baselineCost: string;
  readonly savings: string;
}

/** @param executions all of the range: without any, nothing is known to have cost nothing */
function comparisonOf(executions: number, amounts: Amounts): z.input<typeof comparison> {
  const sum = (exact: string) => (isKnown({ executions, compared: amounts.tasks }) ? exact : null);
  const exact = {
    total_cost: sum(amounts.cost),
    baseline_cost: sum(amounts.baselineCost),
    total_savings: sum(amounts.savings),
  };
  return {
    tasks: amounts.tasks,
    total_cost: roundedOrNull(exact.total_cost, 2),
    baseline_cost: roundedOrNull(exact.baseline_cost, 2),
    total_savings: roundedOrNull(exact.total_savings, 2),
    savings_percentage: percentageOf(exact.total_savings, exact.baseline_cost),
    exact,
  };
}
