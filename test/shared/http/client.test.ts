import { describe, expect, test } from '@jest/globals';
import { clientOf } from '../../../shared/http/client.ts';

const event = (http: unknown) => ({ requestContext: { http } });
const agentOf = (userAgent: unknown) => clientOf(event({ sourceIp: '192.0.2.1', userAgent })).userAgent;

describe('the client', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['192.0.2.256', null],
    ["192.0.2.1'); drop table audit_log", null],
    ['', null],
    [undefined, null],
  ])('of %j has the address %j', (sourceIp, address) => {
    expect(clientOf(event({ sourceIp, userAgent: 'x' }))).toEqual({ address, userAgent: 'x' });
  });

  test.each([
    ['curl/8.5.0', 'curl/8.5.0'],
    ['a'.repeat(200), 'a'.repeat(200)],
    ['a'.repeat(201), 'a'.repeat(200)],
    ['\u001b[31mred\r\n\u202eturned', '[31mredturned'],
    ['\u0000', null],
    ['   ', null],
    ['', null],
    [7, null],
    [undefined, null],
  ])('that calls itself %j is %j', (userAgent, kept) => {
    expect(agentOf(userAgent)).toBe(kept);
  });

  test.each([[undefined], [{}], [event(undefined)]])('of %j is not known', (given) => {
    expect(clientOf(given)).toEqual({ address: null, userAgent: null });
  });
});
