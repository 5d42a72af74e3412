import { expect, test } from '@jest/globals';
import { isRejection, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { body, message } from '../../support/messages.ts';

/** What is told of a message: why it is refused, or what was left out of it. */
function told(fields: Record<string, unknown>): string {
  const parsed = parseMessage(message(body(fields)), keyedHashes('test-secret'));
  return isRejection(parsed) ? parsed.detail : parsed.notes.join('; ');
}

test.each<[string, unknown, string]>([
  ['task_type', 7, 'data.task_type: must be text'],
  ['input_tokens', 'many', 'data.input_tokens: must be a whole number'],
  ['per_request', 'one', 'data.per_request: must be a list'],
  ['labels', { '': 'b' }, 'data.labels.: left out, data.labels. its key must not be empty'],
  ['router_cost', -1, 'must be a number or a decimal string, 0 or more'],
  ['attempt', 0, 'data.attempt: left out, data.attempt must be at least 1'],
  ['attempt', 1e7, 'data.attempt: left out, data.attempt must be at most 1000000'],
  ['usage', 'much', 'data.usage: must be an object'],
  ['quality', 2, 'data.quality: left out, data.quality must be a number from 0 to 1'],
])('%s %j: %s', (field, value, words) => expect(told({ [field]: value })).toContain(words));

const names =
  'organization_id user_id task_id provider model task_type start_time end_time success error_message ' +
  'tokens_used input_tokens usage per_request service_tier cache_hit provider_cost router_cost baseline ' +
  'request_id attempt labels quality task_description routing_decision';
const values = [
  undefined,
  7,
  -1,
  1e20,
  '',
  'text',
  true,
  [],
  [7],
  {},
  { a: 7 },
  { '': 'b' },
  { provider: 7 },
];
const words = /invalid (?:input|key|string)|expected|received|too (?:big|small)|undefined|nan/i;

test.each(names.split(' '))('whatever is sent as %s, what is told says what is allowed', (name) => {
  for (const value of values) expect(told({ [name]: value })).not.toMatch(words);
});
