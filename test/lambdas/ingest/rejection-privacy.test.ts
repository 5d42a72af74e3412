import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { isRejection, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { body, message } from '../../support/messages.ts';

const hashes = keyedHashes('test-secret');
const USER = 'monalisa-4711';

/** Bodies that name a person, and are no message that can be accepted. */
const BODIES: Readonly<Record<string, (user: string) => unknown>> = {
  'a body that is encoded twice': (user) => JSON.stringify(JSON.stringify(body({ user_id: user }))),
  'data that is encoded twice': (user) => ({ ...body({}), data: JSON.stringify({ user_id: user }) }),
  'an envelope of EventBridge': (user) => ({
    source: 'router',
    'detail-type': user,
    detail: body({ user_id: user }),
  }),
  'an envelope of SNS': (user) => ({
    Type: 'Notification',
    Subject: user,
    Message: JSON.stringify(body({ user_id: user })),
  }),
  'an envelope of SQS': (user) => ({
    Records: [{ messageId: '1', body: JSON.stringify({ user_id: user }), attributes: { [user]: 1 } }],
  }),
  'an envelope of Kinesis': (user) => [{ kinesis: { partitionKey: user, data: user } }],
  'the spelling of Python': (user) =>
    `{'specversion': '1.0', 'data': {'user_id': '${user}', 'success': True}}`,
  'the spelling of YAML': (user) => `specversion: "1.0"\ndata:\n  user_id: ${user}\n`,
  'the spelling of forms': (user) => `user_id=${user}&success=true`,
  XML: (user) => `<data user="${user}"><user_id>${user}</user_id></data>`,
  'userId for user_id': (user) => body({ user_id: undefined, userId: user, success: 'yes' }),
  'the user as a name of a field': (user) => body({ [user]: { spent: 1 }, success: 'yes' }),
  'the user as a label that is none': (user) => body({ labels: { [user]: { a: 1 } }, success: 'yes' }),
  'the user as a class of usage': (user) => body({ usage: { [user]: 1, requests: 0 } }),
  'the user as an id': (user) => body({}, { id: user }),
  'the user as an organization': (user) => body({ organization_id: user }),
  'the user as a type': (user) => body({}, { type: user }),
  'the user as a time': (user) => body({ start_time: user, end_time: user }),
  'the user as a count': (user) => body({ tokens_used: user, per_request: [{ input_tokens: user }] }),
  'the user beside the message': (user) => ({
    ...body({ success: 1 }),
    [user]: user,
    user,
    sub: { [user]: [user] },
  }),
  'a message that was cut': (user) => JSON.stringify(body({ success: 1, user_id: user })).slice(0, -3),
};

test.each(Object.entries(BODIES))(
  'of %s a rejection keeps nothing that names the person',
  (_name, bodyOf) => {
    const rejection = parseMessage(message(bodyOf(USER)), hashes);
    if (!isRejection(rejection)) throw new Error('it was accepted');
    expect(JSON.stringify(rejection)).not.toContain(USER);
    expect(rejection.bodyBytes).toBeGreaterThan(USER.length);
  },
);

test('nor whatever the person is called', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(BODIES)),
      fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom('q', 'x', 'z', 'Q', 'X', '7', '9') }),
      (bodyOf, user) => {
        expect(JSON.stringify(parseMessage(message(bodyOf(user)), hashes))).not.toContain(user);
      },
    ),
  );
});

test.each([
  ['stored', {}],
  ['rejected', { tokens_used: -1 }],
])('a source that has the person in it is kept without, of a message that is %s', (_outcome, fields) => {
  const sent = body({ user_id: USER, ...fields }, { source: `/laptop/${USER}/router` });
  expect(parseMessage(message(sent), hashes).source).toBe('/laptop/[user]/router');
});
