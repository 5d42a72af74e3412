import { expect, test } from '@jest/globals';
import type { Connected, Registry } from '../../../shared/live/commands.ts';
import { socketHandler } from '../../../lambdas/live-socket/socket.ts';
import { hashOfTicket } from '../../../shared/live/ticket.ts';
import { START } from '../../support/live-database.ts';

function socket(connected: Connected, startWatch = () => Promise.resolve()) {
  const asked: unknown[] = [];
  let watches = 0;
  const failures: string[] = [];
  const registry: Registry = {
    async connect(request) {
      asked.push(request);
      return connected;
    },
    look: () => Promise.reject(new Error('not asked for')),
    async settle(request) {
      asked.push(request);
    },
  };
  const handle = socketHandler({
    registry,
    startWatch() {
      watches += 1;
      return startWatch();
    },
    onFailure: (what) => void failures.push(what),
  });
  const event = (eventType: string, rest: object = {}) => ({
    requestContext: { eventType, connectionId: 'c', requestTimeEpoch: START.getTime() },
    ...rest,
  });
  return { handle, event, asked, failures, watches: () => watches };
}
const connect = { queryStringParameters: { ticket: 'secret' } };

test.each<[Connected['outcome'], number]>([
  ['connected', 200],
  ['unknown_ticket', 401],
  ['no_member', 403],
  ['too_many_connections', 429],
])('%s is answered by %i', async (outcome, statusCode) => {
  const { handle, event, asked } = socket({ outcome, watched: true });
  expect(await handle(event('CONNECT', connect))).toMatchObject({ statusCode });
  expect(asked).toEqual([{ ticketHash: hashOfTicket('secret'), connectionId: 'c', now: START }]);
});

test.each([{}, { queryStringParameters: null }, { queryStringParameters: { ticket: '' } }])(
  'without a ticket nobody is asked: %j',
  async (parameters) => {
    const { handle, event, asked } = socket({ outcome: 'connected', watched: true });
    expect(await handle(event('CONNECT', parameters))).toMatchObject({ statusCode: 401 });
    expect(asked).toEqual([]);
  },
);

test.each<[Connected, number]>([
  [{ outcome: 'connected', watched: false }, 1],
  [{ outcome: 'connected', watched: true }, 0],
  [{ outcome: 'unknown_ticket', watched: false }, 0],
])('%j starts %i watches', async (connected, expected) => {
  const { handle, event, watches } = socket(connected);
  await handle(event('CONNECT', connect));
  expect(watches()).toBe(expected);
});

test('who connects is let in even if the watch cannot be started: the schedule does it', async () => {
  const { handle, event, failures } = socket({ outcome: 'connected', watched: false }, () =>
    Promise.reject(new Error('throttled')),
  );
  expect(await handle(event('CONNECT', connect))).toEqual({ statusCode: 200 });
  expect(failures).toEqual(['starting the watch']);
});

test.each([
  ['{"type":"ping"}', 'pong'],
  ['{"type":"ping","at":1}', 'pong'],
  ['{"type":"subscribe"}', 'error'],
  ['null', 'error'],
  ['not JSON', 'error'],
  ['', 'error'],
])('%j is answered by a message of type %s', async (body, type) => {
  const { handle, event } = socket({ outcome: 'connected', watched: true });
  const { statusCode, body: answer = '' } = await handle(event('MESSAGE', { body }));
  expect(statusCode).toBe(200);
  expect(JSON.parse(answer)).toMatchObject({ type });
});

test('a connection that ended is forgotten', async () => {
  const { handle, event, asked } = socket({ outcome: 'connected', watched: true });
  await handle(event('DISCONNECT'));
  expect(asked).toEqual([{ announced: [], gone: ['c'] }]);
});
