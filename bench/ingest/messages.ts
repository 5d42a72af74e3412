import { USERS, type Organization } from '../support/population.ts';
import type { Random } from '../support/random.ts';

const SERVICES = [
  { provider: 'github_copilot', model: 'bench-small' },
  { provider: 'openai_codex', model: 'bench-large' },
  { provider: 'google_code_assist', model: 'bench-medium' },
] as const;
const TASK_TYPES = ['code_generation', 'code_review', 'debugging', 'documentation'] as const;
const DESCRIPTIONS = [
  'Add a retry with exponential backoff to the invoice importer and cover it with tests',
  'Review the change that moves session handling from cookies to tokens; look for missing expiry checks',
  'Find out why the nightly export of the "orders" report fails when a customer has no address',
  'Describe the public functions of the scheduling package, with an example for each',
] as const;
const REASONING = [
  'Short context and a routine task: the smaller model succeeds as often at a fraction of the cost.',
  'Long context with many files; the larger model had a success rate 11 points higher over the last week.',
  'The preferred provider reports elevated latency, the second choice is within 5% of its cost.',
] as const;
const STRATEGIES = ['cost_optimized', 'cost_optimized', 'quality_first', 'latency_first'] as const;

/** A message body with every field of the contract, about 1.3 KB, of an execution that ended at `end`. */
export function executionMessage(
  random: Random,
  organizations: readonly Organization[],
  end: Date,
): { id: string; body: string } {
  const share = random.share();
  const organization = organizations.find(({ reached }) => share < reached) ?? organizations[0];
  const { provider, model } = random.pick(SERVICES);
  const success = random.share() < 0.95;
  const input = random.skewed(3_000);
  const output = random.skewed(400);
  const duration = random.skewed(2_500);
  const id = uuidV7(random, end);
  const message = {
    specversion: '1.0',
    id,
    source: '/routing/eu-1',
    type: 'payback.execution.completed.v1',
    time: end.toISOString(),
    datacontenttype: 'application/json',
    data: {
      organization_id: organization?.id,
      user_id: `developer-${random.below(USERS)}@example.com`,
      task_id: `task-${random.hex(12)}`,
      provider,
      model,
      task_type: random.pick(TASK_TYPES),
      start_time: new Date(end.getTime() - duration).toISOString(),
      end_time: end.toISOString(),
      success,
      error_message: success ? null : 'The provider closed the stream before the answer was complete (502).',
      tokens_used: input + output,
      input_tokens: input,
      cache_read_tokens: random.below(input + 1),
      cache_write_tokens: 0,
      output_tokens: output,
      compute_units: null,
      confidence_score: 0.92,
      task_description: random.pick(DESCRIPTIONS),
      routing_decision: {
        chosen_provider: provider,
        routing_strategy: random.pick(STRATEGIES),
        alternative_providers: SERVICES.filter((service) => service.provider !== provider).map((service) => ({
          provider: service.provider,
          score: Number(random.share().toFixed(2)),
          estimated_cost: Number((random.share() / 50).toFixed(6)),
        })),
        reasoning: random.pick(REASONING),
        confidence_score: 0.9,
        estimated_cost: Number((random.share() / 50).toFixed(6)),
        estimated_duration_ms: duration,
        potential_savings: Number((random.share() / 100).toFixed(6)),
        algorithm_version: '3.1',
      },
    },
  };
  return { id, body: JSON.stringify(message) };
}

function uuidV7(random: Random, time: Date): string {
  const milliseconds = time.getTime().toString(16).padStart(12, '0');
  return [
    milliseconds.slice(0, 8),
    milliseconds.slice(8),
    `7${random.hex(3)}`,
    `8${random.hex(3)}`,
    random.hex(12),
  ].join('-');
}
