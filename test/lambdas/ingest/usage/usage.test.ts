import { expect, test } from '@jest/globals';
import { keyedHashes } from '../../../../shared/users/keyed-hashes.ts';
import { isRejection, parseMessage } from '../../../../lambdas/ingest/parse-message.ts';
import { body, message } from '../../../support/messages.ts';

const NONE = {
  tokens_used: null,
  input_tokens: null,
  cache_read_tokens: null,
  cache_write_tokens: null,
  output_tokens: null,
};

function parse(fields: Readonly<Record<string, unknown>>) {
  const parsed = parseMessage(message(body({ ...NONE, ...fields })), keyedHashes('test-secret'));
  return isRejection(parsed)
    ? { reason: parsed.reason, path: parsed.path }
    : { ...parsed.reported, notes: parsed.notes };
}

test.each<[string, Record<string, unknown>, object]>([
  ['none', {}, { tokens_used: null, input_tokens: null, output_tokens: null }],
  [
    'none known to be none',
    { usage: { input_tokens: 0, output_tokens: 0 } },
    { tokens_used: 0, input_tokens: 0, output_tokens: 0 },
  ],
  [
    'both known',
    { usage: { input_tokens: 3, output_tokens: 4 } },
    { tokens_used: 7, cache_read_tokens: null, requests: null },
  ],
  [
    'output unknown',
    { usage: { input_tokens: 3 } },
    { tokens_used: null, input_tokens: 3, output_tokens: null },
  ],
  ['units as a number', { usage: { compute_units: 0.000_000_1 } }, { compute_units: '0.0000001' }],
  ['an empty one beside the fields of before', { usage: {}, tokens_used: 5 }, { tokens_used: 5 }],
  [
    'requests without a sum',
    {
      per_request: [
        { input_tokens: 1, output_tokens: 2 },
        { input_tokens: 3, output_tokens: 4, requests: 2 },
      ],
    },
    { tokens_used: 10, input_tokens: 4, output_tokens: 6, requests: 3 },
  ],
  [
    'a request that does not know its output',
    { per_request: [{ input_tokens: 1, output_tokens: 2 }, { input_tokens: 3 }] },
    { tokens_used: null, input_tokens: 4, output_tokens: null },
  ],
  [
    'units of requests',
    { per_request: [{ compute_units: '0.1' }, { compute_units: 0.2 }, {}] },
    { compute_units: '0.3' },
  ],
  [
    'a class of one request',
    { per_request: [{ web_searches: 3 }, {}] },
    { web_searches: 3, cache_read_tokens: null },
  ],
])('usage: %s', (_name, fields, usage) => {
  expect(parse(fields)).toMatchObject({ usage, unknown: null, notes: [] });
});

test('usage wins over the fields beside it, and says so', () => {
  const fields = {
    usage: { input_tokens: 3, output_tokens: 4 },
    tokens_used: 9,
    input_tokens: 8,
    output_tokens: 1,
  };
  expect(parse(fields)).toMatchObject({
    usage: { tokens_used: 7, input_tokens: 3 },
    notes: ['tokens_used', 'input_tokens', 'output_tokens'].map(
      (name) => `data.${name}: not used, data.usage is given`,
    ),
  });
});

test.each<[string, Record<string, unknown>, object | null]>([
  ['a number', { usage: { video_tokens: 5 } }, { video_tokens: 5 }],
  ['0 and null', { usage: { video_tokens: 0, grounding: null, input_tokens: 1 } }, null],
  ['of a request', { per_request: [{}, { video_tokens: 0.5 }] }, { video_tokens: 0.5 }],
  [
    'what is no number, of which nothing is kept',
    { usage: { note: 'by mona', parts: { a: 1 }, on: true } },
    { note: 'string', parts: 'object', on: 'boolean' },
  ],
  ['a key as long as a text', { usage: { ['k'.repeat(500)]: 1 } }, { ['k'.repeat(50)]: 1 }],
])('classes that nobody knows: %s', (_name, fields, unknown) => {
  expect(parse(fields)).toMatchObject({ unknown });
});

test.each<[Record<string, unknown>, string]>([
  [
    { usage: { input_tokens: 5, cache_read_tokens: 3, cache_write_tokens: 3 } },
    'data.usage.cache_read_tokens',
  ],
  [{ usage: { cache_write_tokens: 3, cache_write_1h_tokens: 4 } }, 'data.usage.cache_write_1h_tokens'],
  [{ usage: { cache_write_1h_tokens: 1 } }, 'data.usage.cache_write_1h_tokens'],
  [{ usage: { output_tokens: 3, reasoning_tokens: 4 } }, 'data.usage.reasoning_tokens'],
  [{ usage: { output_tokens: 3, audio_output_tokens: 4 } }, 'data.usage.audio_output_tokens'],
  [{ usage: { input_tokens: 3, audio_input_tokens: 4 } }, 'data.usage.audio_input_tokens'],
  [{ usage: { input_tokens: 3, image_input_tokens: 4 } }, 'data.usage.image_input_tokens'],
  [{ per_request: [{}, { output_tokens: 3, reasoning_tokens: 4 }] }, 'data.per_request.1.reasoning_tokens'],
  [
    { usage: { input_tokens: 3 }, per_request: [{ input_tokens: 1 }, { input_tokens: 1 }] },
    'data.per_request',
  ],
  [{ usage: { cache_read_tokens: 1 }, per_request: [{ input_tokens: 1 }] }, 'data.per_request'],
  [{ usage: { requests: 3 }, per_request: [{}, {}] }, 'data.per_request'],
  [
    { usage: { compute_units: '0.31' }, per_request: [{ compute_units: 0.1 }, { compute_units: 0.2 }] },
    'data.per_request',
  ],
  [
    { input_tokens: 3, output_tokens: 1, per_request: [{ input_tokens: 3, output_tokens: 2 }] },
    'data.per_request',
  ],
])('%j is an impossible split', (fields, path) => {
  expect(parse(fields)).toEqual({ reason: 'impossible_token_split', path });
});

test('a whole that is its requests, whichever way it is written', () => {
  const per_request = [
    { input_tokens: 1, output_tokens: 1, compute_units: '0.10' },
    { input_tokens: 2, output_tokens: 0, compute_units: 0.2 },
  ];
  const whole = { input_tokens: 3, output_tokens: 1, compute_units: '0.300' };
  expect(parse({ usage: { ...whole, requests: 2 }, per_request })).toMatchObject({ usage: { requests: 2 } });
  expect(parse({ ...whole, tokens_used: 4, per_request })).toMatchObject({
    usage: { tokens_used: 4, requests: 2 },
  });
});
