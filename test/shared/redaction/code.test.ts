import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutCode } from '../../../shared/redaction/code.ts';
import { limit } from '../../support/limits.ts';

const text = (...lines: readonly string[]) => lines.join('\n');

test.each<[string, string, string]>([
  [
    'a fenced block',
    text('Fix this:', '```ts', 'const a = 1;', '```', 'please'),
    text('Fix this:', '[code]', 'please'),
  ],
  ['a block that was cut', text('see ```js', 'foo()', 'bar'), 'see [code]'],
  ['a block of tildes', text('~~~', 'x', '~~~', 'y'), text('[code]', 'y')],
  ['a block within a line', 'run ```foo()``` now', 'run [code] now'],
  [
    'a trace of JavaScript',
    text(
      "TypeError: Cannot read properties of undefined (reading 'vat')",
      '    at parse (/app/src/a.js:10:17)',
      '    at async run (file:///x/y.mjs:1:2)',
      'after',
    ),
    text("TypeError: Cannot read properties of undefined (reading '[name]')", '[2 frames]', 'after'),
  ],
  [
    'a trace of Python',
    text(
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 3, in charge',
      '    pay(customer, amount)',
      '    ~~~^^^^^',
      '  File "/app/b.py", line 9, in pay',
      '    raise ValueError(7)',
      'ValueError: 7',
    ),
    text('Traceback (most recent call last):', '[2 frames]', 'ValueError: 7'),
  ],
  [
    'a trace of Java',
    text(
      'java.lang.NullPointerException',
      '\tat com.acme.Foo.bar(Foo.java:12)',
      '\t... 12 more',
      'Caused by: x',
    ),
    text('java.lang.NullPointerException', '[2 frames]', 'Caused by: x'),
  ],
  [
    'a trace of .NET',
    text('System.Exception: no', String.raw`   at Acme.Foo.Bar(String x) in C:\app\Foo.cs:line 12`),
    text('System.Exception: no', '[1 frame]'),
  ],
  [
    'a trace of Go',
    text(
      'panic: no',
      'goroutine 1 [running]:',
      'main.charge(0xc000012345, 0x3)',
      '\t/srv/app/main.go:12 +0x1d',
      'exit status 2',
    ),
    text('panic: no', '[3 frames]', 'exit status 2'),
  ],
  [
    'a panic of Rust',
    "thread 'main' panicked at src/main.rs:4:5: boom",
    "thread 'main' panicked at [path]: boom",
  ],
  [
    'a trace of PHP',
    text('Fatal error: no in /var/www/a.php:3', '#0 /var/www/a.php(9): charge()', '#1 {main}'),
    text('Fatal error: no in [path]', '[2 frames]'),
  ],
  [
    'a trace of Ruby',
    text("/srv/app/x.rb:3:in `charge': no (RuntimeError)", "\tfrom /srv/app/y.rb:9:in `<main>'"),
    text('[path]:in [name]: no (RuntimeError)', '[1 frame]'),
  ],
  [
    'a name that is not defined',
    'ReferenceError: customerId is not defined',
    'ReferenceError: [name] is not defined',
  ],
  ['the same of Python', "NameError: name 'acct' is not defined", "NameError: name '[name]' is not defined"],
  [
    'an attribute',
    "'NoneType' object has no attribute 'iban'",
    "'NoneType' object has no attribute '[name]'",
  ],
  ['what is no function', 'bill.charge is not a function', '[name] is not a function'],
  ['a path of a machine', 'cannot open /srv/app/billing/iban.ts', 'cannot open [path]'],
])('%s is stripped', (_name, sent, kept) => {
  expect(withoutCode(sent)).toBe(kept);
  expect(withoutCode(kept)).toBe(kept);
});

test.each([
  'The plan is at hand\nat last we are done',
  'refactor src/lambdas/ingest/parse-message.ts, please',
  'rename `foo` to `bar` at 10:30',
  'it is not defined what happens then',
  'rate limit exceeded (429): try again in 20s',
  'GET /api/v1/users answers 500',
  '1. first\n2. second\n- third (see below)',
])('%j stays', (sent) => {
  expect(withoutCode(sent)).toBe(sent);
});

test('what was stripped stays as it is', () => {
  const parts = fc.constantFrom(
    '```',
    '~~~',
    '\n',
    '    at a (b:1:2)',
    '  File "x", line 3',
    ' is not defined',
    'a',
    '/home/',
    '`',
    "'",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 12 }), (all) => {
      const once = withoutCode(all.join(''));
      expect(withoutCode(once)).toBe(once);
    }),
  );
});

test.each(['```\n', '~~~', 'at x\n', '/a', './', 'a.', 'File "', "name '", 'a is not ', 'in `', ' '])(
  '100,000 characters of %j are stripped at once',
  (part) => {
    expect(withoutCode(part.repeat(100_000 / part.length)).length).toBeLessThan(200_000);
  },
  limit(10),
);
