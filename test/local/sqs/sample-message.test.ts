import { expect, test } from '@jest/globals';
import { isExecution, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { sampleMessage } from '../../../local/sqs/sample-message.ts';
import { message } from '../../support/messages.ts';

test('the message that a start suggests to send is a valid one', () => {
  const now = new Date('2026-01-05T10:00:00Z');
  const body = sampleMessage('0198c2d5-0000-7000-8000-000000000001', now);
  const parsed = parseMessage(message(body), keyedHashes('test-secret'));
  expect(isExecution(parsed)).toBe(true);
  expect(parsed).toMatchObject({ data: { organization_id: '0198c2d5-0000-7000-8000-000000000001' } });
});
