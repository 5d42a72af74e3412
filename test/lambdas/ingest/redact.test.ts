import { expect, test } from '@jest/globals';
import { redactName, redactText } from '../../../lambdas/ingest/redact.ts';
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

test.each([
  'a1'.repeat(500_000),
  'a'.repeat(1_000_000),
  '//a:'.repeat(250_000),
  `token${' '.repeat(1_000_000)}`,
])(
  'a long word is redacted at once (%#)',
  (word) => {
    expect(redactText(word).length).toBeLessThanOrEqual(word.length);
  },
  limit(5),
);

test.each([
  ['payments-service-gateway-v2', 'payments-service-gateway-v2'],
  ['7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61', '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61'],
  ['sk-proj-abcdefghijklmnop1234567890', '[key]'],
  ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[key]'],
  ['team of mona@example.com', 'team of [email]'],
  ['token=abc123def', 'token=[secret]'],
])('the name %j becomes %j', (name, redacted) => {
  expect(redactName(name)).toBe(redacted);
});
