import { describe, expect, test } from '@jest/globals';
import { baselineName, baselineProvider } from '../../../../shared/shown/board/baseline.ts';
import { factsOf } from '../../../../shared/shown/board/facts.ts';
import { headlineOf } from '../../../../shared/shown/board/headline.ts';
import { coverageNote } from '../../../../shared/shown/board/notes.ts';
import type { BoardSummary } from '../../../../shared/shown/board/summary.ts';
import { shownIn } from '../../../../shared/shown/shown.ts';

const shown = shownIn('en-US');
const codex = { provider: 'openai_codex', model: 'gpt-5-codex' };
const known: BoardSummary = {
  tasks: 1200,
  successful_tasks: 1164,
  failed_tasks: 36,
  total_savings: 60.85,
  failed_cost: 0.04,
  uncompared_cost: 0,
  coverage: { priced: 1199, executions: 1200, unpriced: 1, failed_without_usage: 0 },
  exact: {
    total_savings: '60.848300000000',
    total_cost: '39.151700000000',
    baseline_cost: '100.000000000000',
    failed_cost: '0.036000000000',
    uncompared_cost: '0.000000000000',
  },
  baselines: [codex],
  change: { exact: { savings: '-10.500000000000' } },
  preceding_period: { start: '2025-12-01', end: '2025-12-31', exact: { total_savings: '71.348300000000' } },
  projection: { days: 31, exact: { annual_savings: '716.4396612903225806' } },
  time: {
    tasks: 600,
    exact: {
      avg_duration_ms: '18000.0000000000000000',
      baseline_avg_duration_ms: '24000.0000000000000000',
      change_percentage: '-25.0000000000000000',
      hours_saved: '1.2500000000000000',
    },
    task_types: [],
  },
  routing: { judged: 80, optimal: 60 },
  best_performer: { provider: 'github_copilot', contenders: 3 },
  most_cost_efficient: { provider: 'in_house', contenders: 1 },
  providers: [
    {
      provider: 'github_copilot',
      tasks: 554,
      successful_tasks: 526,
      compared_tasks: 20,
      exact: { savings: '1', baseline_cost: '2' },
    },
    {
      provider: 'in_house',
      tasks: 40,
      successful_tasks: 40,
      compared_tasks: 40,
      exact: { savings: '0.608483', baseline_cost: '1' },
    },
  ],
};
const nothing = {
  avg_duration_ms: null,
  baseline_avg_duration_ms: null,
  change_percentage: null,
  hours_saved: null,
};
const unknown: BoardSummary = {
  ...known,
  tasks: 0,
  successful_tasks: 0,
  failed_tasks: 0,
  time: { tasks: 0, exact: nothing, task_types: [] },
  routing: { judged: 0, optimal: 0 },
  best_performer: null,
  most_cost_efficient: null,
};
const withTime = (exact: Partial<BoardSummary['time']['exact']>): BoardSummary => ({
  ...known,
  time: { ...known.time, exact: { ...known.time.exact, ...exact } },
});

describe('facts of the executive summary', () => {
  test('each says what it is based on', () => {
    const facts = Object.values(factsOf(known, shown));
    expect(facts.map(({ label, value, aside }) => [label, value, aside])).toEqual([
      ['Tasks completed', '1,200', '97.0% successful, 36 failed'],
      ['Average time of a task', '18.0 s', '24.0 s on OpenAI Codex for the same mix: 25.0% faster'],
      ['Hours saved', '1.3 h', 'On that basis, over the 50.0% of tasks that it covers'],
      ['Optimal routing', '75.0%', 'of 80 decisions had no cheaper alternative'],
      // 94.9458…: 94.95 rounded again would be 95.0.
      ['Best performer', 'GitHub Copilot', '94.9% of 554 tasks successful, best of 3 providers'],
      [
        'Most cost-efficient',
        'In House',
        '60.8% less than the baseline over 40 tasks, the only provider with enough',
      ],
    ]);
  });

  test('what is not known has a reason, and is never 0', () => {
    const { tasks: _tasks, ...facts } = factsOf(unknown, shown);
    for (const { value } of Object.values(facts)) expect(value).toBe('Not enough data');
    expect(facts.hours.aside).toBe('Needs 30 tasks of one type on OpenAI Codex');
  });

  test('slower is a loss: the label says so, not a sign', () => {
    const { time, hours } = factsOf(
      withTime({ change_percentage: '25.000000000000', hours_saved: '-12.4499' }),
      shown,
    );
    expect(time.isLoss).toBe(true);
    expect(time.aside).toMatch(/: 25\.0% slower$/);
    expect(hours).toMatchObject({ label: 'Hours lost', value: '12.4 h', isLoss: true });
  });

  test('figures of another language are written in it', () => {
    expect(factsOf(known, shownIn('de-DE')).tasks.aside).toBe('97,0\u00A0% successful, 36 failed');
  });
});

describe('the headline of the executive summary', () => {
  test('is rounded once', () => {
    const { savings, percentage, projection } = headlineOf(known, shown);
    expect(savings).toMatchObject({ label: 'Saved against OpenAI Codex gpt-5-codex', value: '$60.85' });
    expect(savings.aside).toBe('−$10.50 (−14.7%) against Dec 1\u2009–\u200931, 2025');
    expect(percentage).toMatchObject({
      label: 'Less than the baseline',
      value: '60.8%',
      aside: '$39.15 instead of $100.00',
    });
    expect(projection).toMatchObject({ label: 'Projected annual savings', value: '$716.44' });
  });

  test('says of a loss how much it is, and of what is not known nothing', () => {
    const exact = { ...known.exact, total_savings: '-3.005' };
    expect(headlineOf({ ...known, total_savings: -3.01, exact }, shown)).toMatchObject({
      savings: { label: 'Lost against OpenAI Codex gpt-5-codex', value: '$3.01', isLoss: true },
      percentage: { label: 'More than the baseline', value: '3.0%', isLoss: true },
    });
    const none = { ...known.exact, total_savings: null, total_cost: null, baseline_cost: null };
    expect(headlineOf({ ...known, total_savings: null, projection: null, exact: none }, shown)).toMatchObject(
      {
        savings: { value: '–', isLoss: false },
        percentage: { value: '–', aside: 'No successful task has both costs known' },
        projection: { value: '–', isLoss: false },
      },
    );
  });

  test('a range may have had several baselines, or none', () => {
    const later = { ...codex, model: null };
    const other = { ...codex, provider: 'in_house', model: null };
    expect(baselineName({ baselines: [codex, later] })).toBe('OpenAI Codex gpt-5-codex, then OpenAI Codex');
    expect(baselineProvider({ baselines: [codex, later] })).toBe('OpenAI Codex');
    expect(baselineProvider({ baselines: [codex, other] })).toBe('the baseline provider');
    expect(baselineName({ baselines: [] })).toBe('no baseline');
  });
});

test('one task without a price is not rounded away', () => {
  expect(coverageNote(known, shown).join('')).toBe(
    'Coverage: 99.9% of tasks have both costs known; 1 is unpriced and claims no saving. In addition to the costs above, $0.04 was paid for failed tasks.',
  );
});

test('what the coverage leaves aside is said beside it, so that 100% and an unpriced task agree', () => {
  const coverage = { priced: 1190, executions: 1200, unpriced: 10, failed_without_usage: 10 };
  expect(coverageNote({ ...known, coverage }, shown).join('')).toMatch(
    /^Coverage: 100\.0% of tasks have both costs known, 10 that failed without usage left aside; 10 are unpriced and claim no saving\./,
  );
});
