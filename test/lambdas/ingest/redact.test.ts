import { expect, test } from '@jest/globals';
import { redactBody, redactText } from '../../../lambdas/ingest/redact.ts';
import { limit } from '../../support/limits.ts';

test.each([
  ['ask mona.lisa+x@example.co.uk today', 'ask [email] today'],
  ['clone https://mona:hunter22@example.com/x.git', 'clone https://[credentials]@example.com/x.git'],
  ['Authorization: Bearer abcdefgh', 'Authorization: [secret]'],
  ['with api_key=abc123def', 'with api_key=[secret]'],
  ['password is unknown', 'password is unknown'],
  ['key sk-proj-abcdefghijklmnop1234567890 leaked', 'key [key] leaked'],
  ['refactor the parser in src/parse-message.ts', 'refactor the parser in src/parse-message.ts'],
])('%j becomes %j', (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

test('a body is cut to what a person can still read', () => {
  const long = { task_id: 'x '.repeat(50_000) };
  expect(redactBody(JSON.stringify(long), long)).toHaveLength(16_385);
});

test('what is personal goes whatever its type; ids stay, other fields lose what looks like a secret', () => {
  const json = {
    id: '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61',
    data: {
      user_id: 4711,
      task_description: ['mail bob@example.org'],
      error_message: { text: 'Bob' },
      provider: 'bob@example.org',
      tokens_used: 'many',
    },
  };
  expect(JSON.parse(redactBody(JSON.stringify(json), json))).toEqual({
    id: '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61',
    data: {
      user_id: '[redacted]',
      task_description: '[redacted]',
      error_message: '[redacted]',
      provider: '[email]',
      tokens_used: 'many',
    },
  });
});

test('a body that is no JSON loses personal strings to their end, addresses and credentials', () => {
  expect(redactBody('{"user_id":"mona, the one who', undefined)).toBe('{"user_id":"[redacted]"');
  expect(redactBody('password=hunter22 bob@example.org', undefined)).toBe('password=[secret] [email]');
});

test.each([
  'a1'.repeat(500_000),
  'a'.repeat(1_000_000),
  '//a:'.repeat(250_000),
  `token${' '.repeat(1_000_000)}`,
])(
  'a long word is redacted at once (%#)',
  (word) => {
    expect(redactBody(word, undefined).length).toBeLessThanOrEqual(16_385);
    expect(redactBody('', { data: { error: word, other: word } }).length).toBeLessThanOrEqual(16_385);
  },
  limit(5),
);
