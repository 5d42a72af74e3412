import { expect, test } from '@jest/globals';
import { redactBody, redactText } from '../../../lambdas/ingest/redact.ts';

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
  const long = redactBody(`{"task_id":"${'x'.repeat(100_000)}"}`);
  expect(long).toHaveLength(16_385);
});

test('an unterminated string of a broken body is redacted to its end', () => {
  expect(redactBody('{"user_id":"mona, the one who')).toBe('{"user_id":"[redacted]"');
});
