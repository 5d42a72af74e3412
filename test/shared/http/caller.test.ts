import { describe, expect, test } from '@jest/globals';
import { callerOf } from '../../../shared/http/caller.ts';
import { Problem } from '../../../shared/http/problem.ts';

const NOW = Date.parse('2026-01-26T10:00:00Z');
const ID = '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f';
const HASH = 'a'.repeat(64);
const event = (lambda: unknown) => ({ requestContext: { timeEpoch: NOW, authorizer: { lambda } } });
const person = (changes: object = {}) =>
  event({ kind: 'person', subject: 'alice', operator: 'false', expires: String(NOW / 1000 + 1), ...changes });

function problemOf(given: unknown): Problem {
  try {
    callerOf(given);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('It was not refused.');
}

describe('the caller', () => {
  test('is the person or the key that the authorizer names', () => {
    expect(callerOf(person())).toEqual({
      subject: 'alice',
      isOperator: false,
      apiKey: null,
      client: { address: null, userAgent: null },
    });
    expect(callerOf(person({ operator: 'true' }))).toMatchObject({ isOperator: true });
    expect(callerOf(event({ kind: 'api_key', id: ID, hash: HASH, operator: 'true' }))).toEqual({
      subject: `api-key:${ID}`,
      isOperator: false,
      apiKey: { id: ID, hash: HASH },
      client: { address: null, userAgent: null },
    });
  });

  test('comes from where API Gateway says', () => {
    const { requestContext } = person();
    const http = { sourceIp: '2001:db8::7', userAgent: 'curl/8.5.0' };
    expect(callerOf({ requestContext: { ...requestContext, http } }).client).toEqual({
      address: '2001:db8::7',
      userAgent: 'curl/8.5.0',
    });
  });

  test('of a token is nobody from the second on in which it ends, however long the answer is kept', () => {
    const problem = problemOf(person({ expires: String(NOW / 1000) }));
    expect(problem).toMatchObject({ status: 401, message: 'The access token has expired.' });
    expect(problem.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' });
  });

  test('whom the authorizer has refused is told why', () => {
    expect(problemOf(event({ kind: 'refused', reason: 'So it is.' }))).toMatchObject({
      status: 401,
      message: 'So it is.',
    });
  });

  test.each([
    ['nothing', undefined],
    ['a context of another kind', event({ kind: 'machine', subject: 'x' })],
    [
      'claims of a JWT authorizer',
      { requestContext: { timeEpoch: NOW, authorizer: { jwt: { claims: { sub: 'x' } } } } },
    ],
    ['a person without an end', person({ expires: undefined })],
    ['an end that is none', person({ expires: 'never' })],
    ['an operator by another word', person({ operator: 'yes' })],
    ['an empty subject', person({ subject: '' })],
    ['a key without a hash', event({ kind: 'api_key', id: ID })],
    ['a key whose hash is no hash', event({ kind: 'api_key', id: ID, hash: `${HASH}'` })],
  ])('is nobody with %s', (_name, given) => {
    expect(problemOf(given)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });
});
