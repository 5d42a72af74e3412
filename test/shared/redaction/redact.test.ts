import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactName, redactText } from '../../../shared/redaction/redact.ts';
import { limit } from '../../support/limits.ts';
import { harmless } from './corpus/harmless.ts';
import { labelled } from './corpus/labelled.ts';
import { placed } from './corpus/placed.ts';
import { tokens } from './corpus/tokens.ts';

test.each([
  ['ask mona.lisa+x@example.co.uk today', 'ask [email] today'],
  ['clone https://mona:hunter22@example.com/x.git', 'clone https://[credentials]@example.com/x.git'],
  ['Authorization: Bearer abcdefgh', 'Authorization: [secret]'],
  ['authorization: Bearer abcdefgh1 failed with 401', 'authorization: [secret] failed with 401'],
  ['with api_key=abc123def', 'with api_key=[secret]'],
  ['password is unknown', 'password is unknown'],
  ['key sk-proj-abcdefghijklmnop1234567890 leaked', 'key [key] leaked'],
  ['Server=db;Password=abc;Encrypt=true', 'Server=db;Password=[secret];Encrypt=true'],
  ['{"password":"a \u{1f4a5}","x":1}', '{"password":"[secret]","x":1}'],
  ['the password is S3cure!Pass, do not share it.', 'the password is [secret], do not share it.'],
  ['https://x.example.com/?sig=abc%3D&se=2', 'https://x.example.com/?sig=[secret]&se=2'],
  ['Cookie: a=b; sid=123456\nnext line', 'Cookie: [secret]\nnext line'],
  ['card 4111 1111 1111 1111, please', 'card [card], please'],
  ['card 4111 1111 1111 1112, please', 'card 4111 1111 1111 1112, please'],
  ['card 2223-0031-2200-3222', 'card [card]'],
  ['card 3782 822463 10005.', 'card [card].'],
  ['card 3782 822463 10006.', 'card 3782 822463 10006.'],
  ['order 3682 822463 10005', 'order 3682 822463 10005'],
  ['a -----BEGIN X KEY-----\nabc=\n-----END X KEY----- b', 'a [pem] b'],
  ['/home/monalisa/app and /home/runner/app', '/home/[user]/app and /home/runner/app'],
  ['refactor the parser in src/parse-message.ts', 'refactor the parser in src/parse-message.ts'],
])('%j becomes %j', (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

test.each([
  ['payments-service-gateway-v2', 'payments-service-gateway-v2'],
  ['7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61', '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61'],
  ['sk-proj-abcdefghijklmnop1234567890', '[key]'],
  ['team of mona@example.com', 'team of [email]'],
  ['token=abc123def', 'token=[secret]'],
  ['password hunter2', 'password [secret]'],
])('the name %j becomes %j', (name, redacted) => {
  expect(redactName(name)).toBe(redacted);
  expect(redactName(name)).toBe(redacted);
});

/** Texts that are made of what rules look for, whole and in parts. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...[...tokens, ...labelled, ...placed].map(({ text }) => text)),
      fc.constantFrom(...Object.values(harmless).flat()),
      fc.constantFrom(
        'password',
        'token',
        'key',
        ': ',
        '=',
        ' ',
        '"',
        "'",
        '\n',
        '\\',
        '@',
        '://',
        '[',
        ']',
        ';',
        '&sig=',
      ),
      fc.string({ maxLength: 20 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

describe('whatever the text', () => {
  test('what was redacted stays as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const redact of [redactText, redactName]) expect(redact(redact(text))).toBe(redact(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no text becomes longer than four times its length', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(redactText(text).length).toBeLessThanOrEqual(4 * text.length);
      }),
    );
  });

  test('what stands around a token, on lines of its own, stays', () => {
    const around = fc.constantFrom(...Object.values(harmless).flat());
    const secrets = fc.constantFrom(...tokens.map(({ secret }) => secret));
    fc.assert(
      fc.property(around, secrets, around, (before, secret, after) => {
        const kept = redactText(`${before}\n${secret}\n${after}`);
        expect(kept.startsWith(`${before}\n`)).toBe(true);
        expect(kept.endsWith(`\n${after}`)).toBe(true);
      }),
    );
  });
});

const HOSTILE = [
  'a1',
  'a',
  '//a:',
  '://',
  'eyJ-',
  'token ',
  'a@',
  'a.',
  '%40',
  'password=',
  'key" ',
  'cookie: a=b;',
  'authorization: ',
  'mysql ',
  'sk-a-',
  '-----BEGIN A KEY-----',
  '?sig=',
  '"\\',
  ' ',
  'a:b@',
  'secret is ',
  'Aa0',
  '/home/',
  'machine a login b password ',
];

/** The least of several runs, in milliseconds: whatever else the machine does only adds. */
function timeOf(text: string): number {
  let least = Infinity;
  for (let run = 0; run < 7; run += 1) {
    const begun = performance.now();
    redactText(text);
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

test.each(HOSTILE)(
  'the time for %j grows with its length and no faster',
  (part) => {
    const text = part.repeat(Math.ceil(40_000 / part.length));
    redactText(text.slice(0, 10_000));
    // A bounded repetition is read whole once texts are longer than it: 4 times the length, at most 4 times 3.
    expect(timeOf(text.slice(0, 40_000))).toBeLessThan(12 * timeOf(text.slice(0, 10_000)) + 1);
  },
  limit(10),
);

test.each(HOSTILE)(
  'a million characters of %j are redacted at once',
  (part) => {
    expect(redactText(part.repeat(1_000_000 / part.length)).length).toBeLessThan(4_000_000);
  },
  limit(10),
);
