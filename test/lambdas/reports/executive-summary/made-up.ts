import { noMeasures, toPart, toTotals, type Measures } from '../../../../shared/figures/figures.ts';
import { addDays } from '../../../../shared/figures/days.ts';
import { methodStatement } from '../../../../lambdas/reports/executive-summary/method.ts';
import type { Summary } from '../../../../lambdas/reports/executive-summary/read-summary.ts';

/** So many cents saved of so many. */
function measured(savings: number, baseline: number, tasks: number, failed = 0): Measures {
  return {
    ...noMeasures,
    executions: tasks,
    successful: tasks - failed,
    priced: tasks,
    compared: tasks - failed,
    savings: savings.toFixed(12),
    baseline_cost: baseline.toFixed(12),
    actual_cost: (baseline - savings).toFixed(12),
    failed_cost: (failed * 0.01).toFixed(12),
  };
}

/** A summary that nobody computed, to be printed. @param days savings of each day from 1 January 2026 on */
export function madeUp(days: readonly number[], fields: Partial<Summary> = {}): Summary {
  const total = days.reduce((sum, each) => sum + each, 0);
  const tasks = days.length * 120;
  const period = { start: '2026-01-01', end: addDays('2026-01-01', days.length - 1) };
  let cumulative = 0;
  const totals = toTotals(measured(total, Math.abs(total) * 3 + 1, tasks, 31));
  return {
    ...totals,
    organization: 'Initech',
    currency: 'USD',
    period,
    baselines: [{ provider: 'openai_codex', model: 'gpt-5-codex', start: null, end: null }],
    success_rate: 0.9874,
    preceding_period: { ...totals, start: '2025-12-01', end: '2025-12-31' },
    change: { savings: 12.3, percentage: 16.66, exact: { savings: '12.3' } },
    projection: {
      annual_savings: (365 * total) / days.length,
      ...period,
      days: days.length,
      exact: { annual_savings: ((365 * total) / days.length).toFixed(12) },
    },
    time: {
      tasks: 2_700,
      tasks_share: 0.87,
      avg_duration_ms: 18_400,
      baseline_avg_duration_ms: 24_100,
      change_percentage: -23.65,
      hours_saved: 4.28,
      exact: {
        avg_duration_ms: '18400.0000000000000000',
        baseline_avg_duration_ms: '24100.0000000000000000',
        change_percentage: '-23.6514522821576763',
        hours_saved: '4.2750000000000000',
      },
      task_types: ['code_generation', 'code_review', 'debugging', 'documentation'].map((task_type, at) => ({
        task_type,
        tasks: 900,
        avg_duration_ms: 18_000,
        baseline_tasks: at === 3 ? 4 : 60,
        baseline_avg_duration_ms: 24_000,
        included: at !== 3,
      })),
    },
    routing: { decisions: 3_000, judged: 2_900, optimal: 2_671, optimal_share: 0.921 },
    best_performer: { provider: 'github_copilot', tasks: 1_204, contenders: 3, success_rate: 0.9951 },
    most_cost_efficient: {
      provider: 'google_code_assist',
      tasks: 1_400,
      contenders: 3,
      savings_percentage: 52.11,
    },
    providers: [
      ['openai_codex', 0.1],
      ['google_code_assist', 0.7],
      ['github_copilot', 0.2],
    ].map(([provider, part]) => ({
      provider: String(provider),
      ...toPart(
        measured(
          total * Number(part),
          (Math.abs(total) * 3 + 1) * Number(part),
          Math.round(tasks * Number(part)),
          9,
        ),
      ),
      avg_cost_per_task: 0.01,
    })),
    trend_period: 'day',
    trend: days.map((savings, at) => {
      cumulative += savings;
      const part = toPart(measured(savings, Math.abs(savings) * 3, 120));
      const date = addDays('2026-01-01', at);
      return {
        date,
        end: date,
        ...part,
        cumulative_savings: Number(cumulative.toFixed(2)),
        exact: { ...part.exact, cumulative_savings: cumulative.toFixed(12) },
      };
    }),
    methodology: { statement: methodStatement, url: 'https://d111111abcdef8.cloudfront.net/help' },
    ...fields,
  };
}
