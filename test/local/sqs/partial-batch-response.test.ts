import { describe, expect, test } from '@jest/globals';
import { failedMessageIds } from '../../../local/sqs/partial-batch-response.ts';

const batch = ['a', 'b', 'c'];
const all = new Set(batch);

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "Success and failure conditions"
describe('a partial batch response', () => {
  const cases: [string, unknown, ReadonlySet<string>][] = [
    ['an empty list of failures', { batchItemFailures: [] }, new Set()],
    ['no list of failures', { batchItemFailures: null }, new Set()],
    ['an empty object', {}, new Set()],
    ['nothing', null, new Set()],
    ['some failures', { batchItemFailures: [{ itemIdentifier: 'b' }] }, new Set(['b'])],
    ['text that is not JSON for an object', 'failed', all],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, all],
    ['a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }, all],
    ['a wrong key', { batchItemFailures: [{ identifier: 'b' }] }, all],
    ['an identifier that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'z' }] }, all],
  ];
  test.each(cases)('%s', (_name, response, expected) => {
    expect(failedMessageIds(response, batch)).toEqual(expected);
  });
});
