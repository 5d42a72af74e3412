import { alternatives, codex, type Model, type Strategy } from './models.ts';
import type { Random } from './random.ts';
import type { TaskType } from './task-types.ts';

/** Why the routing service chose a model: estimates before the run, so by the typical size of such a task. */
export function decide(random: Random, strategy: Strategy, chosen: Model, taskType: TaskType) {
  const others = alternatives.filter((model) => model.provider !== chosen.provider);
  return {
    chosen_provider: chosen.provider,
    routing_strategy: strategy.name,
    alternative_providers: others.map((model) => ({
      provider: model.provider,
      score: rounded(random.between(0.5, 0.88), 2),
      estimated_cost: estimatedCost(model, taskType),
    })),
    reasoning: strategy.reasoning,
    confidence_score: rounded(random.between(0.7, 0.98), 2),
    estimated_cost: estimatedCost(chosen, taskType),
    estimated_duration_ms: Math.round(taskType.seconds * chosen.pace * 1000),
    potential_savings: rounded(estimatedCost(codex, taskType) - estimatedCost(chosen, taskType), 6),
    algorithm_version: '3.1',
  };
}

function estimatedCost(model: Model, { inputTokens, outputTokens }: TaskType): number {
  const perMillion = inputTokens * model.perMillionInput + outputTokens * model.perMillionOutput;
  return rounded(model.perRequest + perMillion / 1_000_000, 6);
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
