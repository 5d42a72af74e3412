import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errorClass } from '../../../shared/redaction/error-class.ts';

test.each([
  ['The provider did not answer within 60 seconds.', 'timeout'],
  ['The provider refused the request: rate limit exceeded (429).', 'rate_limit, HTTP 429'],
  [
    'RateLimitError: 429 Rate limit reached for gpt-5 in organization org-abc',
    'rate_limit, HTTP 429, RateLimitError',
  ],
  ['HTTP 529: {"type":"error","error":{"type":"overloaded_error"}}', 'overloaded, HTTP 529'],
  ['Error code: 401 - Incorrect API key provided', 'authentication, HTTP 401'],
  ['403 Forbidden', 'permission, HTTP 403'],
  ['You exceeded your current quota, please check your plan and billing details', 'quota'],
  ["context_length_exceeded: this model's maximum context length is 128000 tokens", 'context_length'],
  ['blocked by the content filter', 'content_policy'],
  ['The operation was aborted: AbortError', 'cancelled, AbortError'],
  ['Error: connect ECONNREFUSED 10.0.1.17:5432', 'network, ECONNREFUSED'],
  ['The provider closed the stream before the answer was complete (502).', 'network, HTTP 502'],
  ['exit code 137 (SIGKILL)', 'out_of_memory, SIGKILL'],
  ['The generated patch did not apply.', 'patch_not_applied'],
  ['The tests still fail after the last attempt.', 'tests_failed'],
  ['SyntaxError: Unexpected identifier', 'build_failed, SyntaxError'],
  ['Unexpected token < in JSON at position 0', 'invalid_output'],
  ['the tool read_file failed', 'tool'],
  ['The model `gpt-9` does not exist', 'not_found'],
  ['invalid_request_error: temperature', 'invalid_request'],
  ['503 Service Unavailable', 'server, HTTP 503'],
  ["TypeError: Cannot read properties of undefined (reading 'iban')", 'code, TypeError'],
  ['AcmeBillingError: mona owes 12', 'code'],
  ['boom', 'other'],
  ['it is 429 files long', 'rate_limit'],
  ['', null],
  [' \n', null],
])('the class of %j is %j', (message, kept) => {
  expect(errorClass(message)).toBe(kept);
});

test('a class says nothing that is not on a list', () => {
  const words = /^(?:[a-z_]+(?:, HTTP [45]\d\d)?(?:, \w+)?)$/;
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const kept = errorClass(`${before} Timeout 504 IbanOfMonaError ValueError ${after}`);
      expect(kept).toMatch(words);
      expect(kept).not.toContain('Iban');
      expect(kept).not.toContain('\n');
    }),
  );
});
