import { describe, expect, test } from '@jest/globals';
import { explainUnpriced } from '../../../../dashboard/src/shared/unpriced/reasons.ts';
import { unpricedReason } from '../../../../lambdas/analytics/coverage/contract.ts';

const executed = { provider: 'github_copilot', model: 'gpt-5-mini' };
const baseline = { provider: 'openai_codex', model: null };

describe('why there is no price', () => {
  test.each(unpricedReason.options)('%s is said in words, with what to do', (reason) => {
    const { title, why, remedy } = explainUnpriced(reason, executed, baseline);
    for (const text of [title, why, remedy]) {
      expect(text).not.toBe('');
      expect(text).not.toContain(reason);
      expect(text).not.toMatch(/undefined|null|\/api\//);
    }
  });

  test('what is missing is named: the price of what ran, or that of the baseline', () => {
    expect(explainUnpriced('actual_price_missing', executed, null).action).toEqual({
      kind: 'add_price',
      of: executed,
    });
    expect(explainUnpriced('baseline_price_missing', executed, baseline)).toMatchObject({
      why: expect.stringContaining('OpenAI Codex (no model)'),
      action: { kind: 'add_price', of: baseline },
    });
    expect(explainUnpriced('baseline_not_set', executed, null).action).toEqual({ kind: 'set_baseline' });
  });

  test('a reason of a newer API is shown as it is', () => {
    expect(explainUnpriced('moon_phase', executed, null).title).toBe('moon_phase');
  });
});
