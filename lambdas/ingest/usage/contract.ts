import * as z from 'zod';
import { amount } from '../contract-parts.ts';

// Large enough for any real run; small enough that no sum or product of them leaves its column.
const MOST_TOKENS = 1_000_000_000_000;
const MOST_REQUESTS = 1_000_000_000;

const count = (most: number) =>
  z
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be 0 or more' })
    .max(most, { error: `must be at most ${most}` });

const tokens = count(MOST_TOKENS);

/** The only counts of messages before `usage`, which they still may be. */
export const topLevelUsage = {
  tokens_used: tokens.nullish().describe('Input + output, where those are not both known.'),
  input_tokens: tokens.nullish().describe('Including cached tokens, read and written.'),
  cache_read_tokens: tokens.nullish(),
  cache_write_tokens: tokens.nullish(),
  output_tokens: tokens.nullish(),
  reasoning_tokens: tokens.nullish().describe('Part of the output.'),
  compute_units: amount.nullish(),
};

/** What one or several provider requests used. A class that is absent is 0; input or output that is absent is not known. */
export const usage = z
  .object({
    requests: count(MOST_REQUESTS)
      .min(1, { error: 'must be 1 or more' })
      .nullish()
      .describe('Provider requests that this adds up; 1 where absent.'),
    input_tokens: tokens.nullish().describe('Including all cached tokens, audio and images.'),
    cache_read_tokens: tokens.nullish(),
    cache_write_tokens: tokens.nullish().describe('Of all lifetimes.'),
    cache_write_1h_tokens: tokens.nullish().describe('Part of cache_write_tokens: kept for an hour.'),
    output_tokens: tokens.nullish().describe('Including reasoning and audio.'),
    reasoning_tokens: tokens.nullish().describe('Part of output_tokens.'),
    audio_input_tokens: tokens.nullish().describe('Part of input_tokens.'),
    audio_output_tokens: tokens.nullish().describe('Part of output_tokens.'),
    image_input_tokens: tokens.nullish().describe('Part of input_tokens.'),
    web_searches: count(MOST_REQUESTS).nullish(),
    compute_units: amount.nullish(),
  })
  .catchall(z.unknown())
  .describe('A key that is not listed, with a value other than 0, leaves the execution unpriced.');

export type SentUsage = z.infer<typeof usage>;
