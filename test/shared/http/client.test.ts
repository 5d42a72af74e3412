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

  test.each([
    ['of nobody', {}, undefined, '192.0.2.1'],
    ['of the distribution', { 'x-payback-edge': 'mark' }, '198.51.100.7, 192.0.2.1', '198.51.100.7'],
    ['without what API Gateway adds', { 'x-payback-edge': 'mark' }, '198.51.100.7', '198.51.100.7'],
    [
      'and a viewer who forges',
      { 'x-payback-edge': 'mark' },
      '6.6.6.6, 2001:db8::7, 192.0.2.1',
      '2001:db8::7',
    ],
    ['of somebody who guesses', { 'x-payback-edge': 'Mark' }, '6.6.6.6, 192.0.2.1', '192.0.2.1'],
    ['of the distribution alone', { 'x-payback-edge': 'mark' }, undefined, '192.0.2.1'],
    ['of the distribution, with no address', { 'x-payback-edge': 'mark' }, 'unknown, 192.0.2.1', null],
  ])('with the mark %s has the address that it says', (_name, mark, forwardedFor, address) => {
    const headers = { ...mark, 'x-forwarded-for': forwardedFor };
    const given = { ...event({ sourceIp: '192.0.2.1', userAgent: 'x' }), headers };
    expect(clientOf(given, 'mark').address).toBe(address);
    // Where no mark is known, none is right.
    expect(clientOf(given, undefined).address).toBe('192.0.2.1');
  });

  test.each([[undefined], [{}], [event(undefined)]])('of %j is not known', (given) => {
    expect(clientOf(given)).toEqual({ address: null, userAgent: null });
  });
});
