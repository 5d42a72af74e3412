import { describe, expect, test } from '@jest/globals';
import { baselineName, baselineProvider } from '../../../../dashboard/src/pages/summary/baseline-name.ts';
import { keyFacts } from '../../../../dashboard/src/pages/summary/key-facts.ts';

type Summary = Parameters<typeof keyFacts>[0];

const codex = { provider: 'openai_codex', model: 'gpt-5-codex', start: null, end: null };
const known: Summary = {
  tasks: 1200,
  failed_tasks: 36,
  success_rate: 0.97,
  baselines: [codex],
  time: {
    tasks: 600,
    tasks_share: 0.5,
    avg_duration_ms: 18_000,
    baseline_avg_duration_ms: 24_000,
    change_percentage: -25,
    hours_saved: 1.25,
    task_types: [],
  },
  routing: { decisions: 90, judged: 80, optimal: 60, optimal_share: 0.75 },
  best_performer: { provider: 'github_copilot', tasks: 400, contenders: 3, success_rate: 0.99 },
  most_cost_efficient: { provider: 'in_house', tasks: 40, contenders: 1, savings_percentage: 80 },
};
const unknown: Summary = {
  ...known,
  tasks: 0,
  failed_tasks: 0,
  success_rate: null,
  time: {
    tasks: 0,
    tasks_share: null,
    avg_duration_ms: null,
    baseline_avg_duration_ms: null,
    change_percentage: null,
    hours_saved: null,
    task_types: [],
  },
  routing: { decisions: 0, judged: 0, optimal: 0, optimal_share: null },
  best_performer: null,
  most_cost_efficient: null,
};
const fact = (summary: Summary, label: string) => keyFacts(summary).find((each) => each.label === label);

describe('facts of the executive summary', () => {
  test('each says what it stands on', () => {
    expect(keyFacts(known).map(({ label, value, aside }) => [label, value, aside])).toEqual([
      ['Tasks completed', '1,200', '97% successful, 36 failed'],
      ['Average time of a task', '18 s', '24 s on OpenAI Codex for the same mix: 25% faster'],
      ['Hours saved', '1.3 h', 'By that measure, over the 50% of tasks that it covers'],
      ['Optimal routing', '75%', 'of 80 choices: none had a cheaper alternative'],
      ['Best performer', 'GitHub Copilot', '99% of 400 tasks successful, best of 3 providers'],
      [
        'Most cost-efficient',
        'In House',
        '80% less than the baseline over 40 tasks, the only provider with enough',
      ],
    ]);
  });

  test('what is not known has a reason, and is never 0', () => {
    const facts = keyFacts(unknown).slice(1);
    expect(facts.map(({ value }) => value)).toEqual(Array.from(facts, () => 'Not enough data'));
    expect(fact(unknown, 'Hours saved')?.aside).toBe('Takes 30 tasks of one type on OpenAI Codex');
  });

  test('slower is a loss', () => {
    const slower = { ...known, time: { ...known.time, change_percentage: 25, hours_saved: -1.25 } };
    expect(fact(slower, 'Average time of a task')).toMatchObject({ isLoss: true });
    expect(fact(slower, 'Average time of a task')?.aside).toMatch(/25% slower$/);
    expect(fact(slower, 'Hours lost')).toMatchObject({ value: '1.3 h', isLoss: true });
    expect(fact(slower, 'Hours saved')).toBeUndefined();
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
