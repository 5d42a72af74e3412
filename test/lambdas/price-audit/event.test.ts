import { describe, expect, test } from '@jest/globals';
import { auditEvent } from '../../../lambdas/price-audit/event.ts';

describe('it is called', () => {
  test('by the schedule with nothing', () => {
    expect(auditEvent.parse({})).toEqual({});
  });

  test('by hand for every day that is kept', () => {
    expect(auditEvent.parse({ all_days: true })).toEqual({ all_days: true });
  });

  test.each([
    [{ rebuilt: { organization_id: 'x' } }, /rebuilt/],
    [{ all_days: 'yes' }, /must be true or false/],
    [{ rebuild: {} }, /must be a UUID|is required/],
    [{ rebuild: { organization_id: '00000000-0000-4000-8000-000000000001', day: 'yesterday' } }, /day/],
    [null, /must be \{\}, /],
  ])('never by mistake: %j', (event, complaint) => {
    expect(auditEvent.safeParse(event).error?.message).toMatch(complaint);
  });
});
