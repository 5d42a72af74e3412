import type { Counts } from './bill.ts';
import type { Model } from './models.ts';
import type { Random } from './random.ts';
import type { TaskType } from './task-types.ts';

const MOST_INPUT_TOKENS = 600_000;

type Tokens = {
  readonly input_tokens: number;
  readonly cache_read_tokens: number;
  readonly output_tokens: number;
};

type Usage = { readonly tokens_used: number } | Tokens;

export function drawUsage(random: Random, taskType: TaskType, success: boolean): Usage {
  const input = Math.min(Math.round(random.logNormal(taskType.inputTokens, 0.8)), MOST_INPUT_TOKENS);
  const finished = success ? 1 : random.between(0.1, 0.8);
  const output = Math.round(random.logNormal(taskType.outputTokens, 0.6) * finished);
  // An old version of an editor's plugin reports nothing but the sum.
  if (random.share() < 0.006) return { tokens_used: input + output };
  return {
    input_tokens: input,
    cache_read_tokens: Math.floor(input * random.between(0.3, 0.85)),
    output_tokens: output,
  };
}

/** Most cache writes of an agent are for an hour: it comes back to them between its requests. */
const KEPT_FOR_AN_HOUR = 0.6;
const WRITTEN = 0.5;

/** A model that may search the web does so more often than not. */
const MOST_SEARCHES = 3;

/** The fields of a message that say what was used. */
export interface Report extends Partial<Tokens> {
  readonly tokens_used?: number;
  readonly usage?: Counts & { readonly requests?: number };
  readonly per_request?: Counts[];
}

/**
 * What the message says of it: that of a model whose router is of an older version the sums alone, all others the classes that
 * their provider bills, and each request of a task that takes several.
 * @param requests how many the task took
 */
export function reportUsage(used: Usage, model: Model, taskType: TaskType, requests: number): Report {
  if ('tokens_used' in used) return used;
  if (model.reports === 'sums') return { tokens_used: used.input_tokens + used.output_tokens, ...used };
  const whole: Counts = {
    ...used,
    ...(model.reports === 'everything' ? writesAndSearches(used) : {}),
    ...(model.hearsAndSees ? media(used, taskType) : {}),
  };
  if (requests === 1) return { usage: whole };
  const perRequest = Array.from({ length: requests }, (_, index) => part(whole, index, requests));
  return { usage: { requests, ...whole }, per_request: perRequest };
}

function writesAndSearches({ input_tokens: input, cache_read_tokens: read, output_tokens: output }: Tokens) {
  const written = Math.floor((input - read) * WRITTEN);
  return {
    cache_write_tokens: written,
    cache_write_1h_tokens: Math.floor(written * KEPT_FOR_AN_HOUR),
    web_searches: output % (MOST_SEARCHES + 1),
  };
}

/** One task in so many comes with a recording or a screenshot, which is so much of what is not cached. */
const WITH_MEDIA = 4;
const OF_MEDIA = 0.4;

function media(
  { input_tokens: input, cache_read_tokens: read, output_tokens: output }: Tokens,
  { comesWith }: TaskType,
) {
  if (comesWith === undefined || output % WITH_MEDIA !== 0) return {};
  return { [comesWith]: Math.floor((input - read) * OF_MEDIA) };
}

/** The parts of each number add up to it. */
function part(whole: Counts, index: number, parts: number): Counts {
  const upTo = (count: number, number: number) => Math.floor((count * number) / parts);
  return Object.fromEntries(
    Object.entries(whole).map(([name, number]) => [name, upTo(index + 1, number) - upTo(index, number)]),
  );
}
