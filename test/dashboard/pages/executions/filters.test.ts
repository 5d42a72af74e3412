import { describe, expect, test } from '@jest/globals';
import { chipsOf, filtersOf, noFilters } from '../../../../dashboard/src/pages/executions/filters.ts';

const at = (search: string) => {
  const parameters = new URLSearchParams(search);
  return filtersOf((name) => parameters.get(name) ?? undefined);
};

describe('filters of the list of executions', () => {
  test('an address without any sets none', () => {
    expect(at('')).toEqual(noFilters);
    expect(chipsOf(at(''))).toEqual([]);
  });

  test('each one in the address is asked of the API and shown as people say it', () => {
    const filters = at(
      'provider=github_copilot&model=gpt-5-mini&task_type=code_review&success=false&unpriced=true' +
        '&user_id=190c13c3-a8f4-832b-2982-af5c1f5e2680&flag=negative_savings&voided=true&void_id=0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f',
    );
    expect(filters).toEqual({
      provider: 'github_copilot',
      model: 'gpt-5-mini',
      task_type: 'code_review',
      user_id: '190c13c3-a8f4-832b-2982-af5c1f5e2680',
      success: 'false',
      unpriced: 'true',
      flag: 'negative_savings',
      voided: 'true',
      void_id: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f',
    });
    expect(chipsOf(filters).map(({ label }) => label)).toEqual([
      'Provider: GitHub Copilot',
      'Model: gpt-5-mini',
      'Task type: Code review',
      'User: 190c13c3…',
      'Failed',
      'Unpriced',
      'Flag: Above baseline',
      'Voided',
      'Void: 0198c2a4…',
    ]);
    expect(chipsOf(filters).map(({ name }) => name)).toEqual(Object.keys(noFilters));
  });

  test.each(['success=no', 'unpriced=1', 'flag=unheard_of', 'range=7d', 'success='])(
    'what is no choice is no filter: %s',
    (search) => {
      expect(chipsOf(at(search))).toEqual([]);
    },
  );
});
