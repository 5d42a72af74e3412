import { describe, expect, test } from '@jest/globals';
import {
  actionWords,
  actorWords,
  factsOf,
  resourceWords,
  type Entry,
} from '../../../../dashboard/src/pages/audit/words.ts';

const entry = (fields: Partial<Entry>): Entry => ({
  id: 1,
  created_at: '2026-01-26T10:00:00.000Z',
  organization_id: null,
  actor: 'ada',
  action: 'member.put',
  resource_type: 'member',
  resource_id: 'eve',
  details: {},
  address: null,
  user_agent: null,
  ...fields,
});

test.each([
  ['member.put', 'Added or changed a member'],
  ['view_analytics', 'Read'],
  // One that is not known yet.
  ['rate_card.made_public', 'Rate card made public'],
  ['polished', 'Polished'],
])('%s is %s', (action, words) => expect(actionWords(action)).toBe(words));

test.each([
  ['ada', 'ada'],
  ['api-key:0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f', 'API key 0198c2a4…'],
  ['payback-price-feed', 'Payback (price-feed)'],
  ['oidc:ada', 'oidc:ada'],
])('%s is shown as %s', (actor, words) => expect(actorWords(actor)).toBe(words));

test.each([
  [{ action: 'view_analytics', resource_id: 'getSavingsSummary' }, 'savings summary'],
  [{ action: 'view_analytics', resource_id: 'explainExecution' }, 'execution'],
  [{ action: 'api_key.created', resource_type: 'api_key' }, 'api key'],
  [{ resource_type: null }, 'unknown'],
])('%j is about %s', (fields, words) => expect(resourceWords(entry(fields))).toBe(words));

describe('details', () => {
  test('are texts; what is null is left out, 0 and false are not', () => {
    const details = {
      start_date: '2026-01-01',
      rows: 0,
      dry_run: false,
      provider: null,
      before: { note: 'a' },
    };
    expect(factsOf(entry({ details, user_agent: 'curl/8' }))).toEqual([
      ['Start date', '2026-01-01'],
      ['Rows', '0'],
      ['Dry run', 'false'],
      ['Before', '{"note":"a"}'],
      ['Program', 'curl/8'],
    ]);
  });

  test('may be none', () => expect(factsOf(entry({}))).toEqual([]));
});
