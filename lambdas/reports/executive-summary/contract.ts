import * as z from 'zod';
import { count, percentage, share, totals } from '../../../shared/figures/figures-contract.ts';
import { providerFigures } from '../../../shared/figures/providers/contract.ts';
import { period, periodName, rangeQuery } from '../../../shared/figures/range-contract.ts';
import { choices } from '../../../shared/figures/routing/contract.ts';
import { change, precedingPeriod, projection, trend } from '../../../shared/figures/savings/contract.ts';
import { FEWEST_TASKS } from '../../../shared/shown/board/summary.ts';
import { route } from '../../../shared/http/route.ts';
import { decimal, model, mustBe, provider, taskType, timestamp } from '../../../shared/http/schemas.ts';

const milliseconds = z
  .number()
  .nullable()
  .meta({ description: 'Milliseconds a task, 2 decimals. Null without any to average.', example: 1834.62 });

const baseline = z.object({
  provider,
  model: model.nullable(),
  start: timestamp.nullable().meta({ description: 'From when on. Null: from the beginning.' }),
  end: timestamp.nullable().meta({ description: 'Until when, exclusive. Null: without end.' }),
});

const taskTime = z.object({
  task_type: taskType,
  tasks: count,
  avg_duration_ms: milliseconds,
  baseline_tasks: count.meta({ description: 'Tasks of this type that ran on the baseline provider.' }),
  baseline_avg_duration_ms: milliseconds,
  included: z.boolean().meta({ description: `Whether those are at least ${FEWEST_TASKS}.` }),
});

const time = z
  .object({
    tasks: count.meta({ description: 'Tasks of the included types, on which these figures are based.' }),
    tasks_share: share.meta({ description: 'Of all tasks.' }),
    avg_duration_ms: milliseconds,
    baseline_avg_duration_ms: milliseconds.meta({
      description: 'What the same tasks would have taken on average at the pace of the baseline provider.',
    }),
    change_percentage: percentage.meta({ description: 'Below 0: faster than the baseline provider.' }),
    hours_saved: z.number().nullable().meta({
      description:
        'Hours that the same tasks would have taken minus those that they took, signed, 2 decimals.',
      example: 41.25,
    }),
    exact: z
      .object({
        avg_duration_ms: decimal.nullable(),
        baseline_avg_duration_ms: decimal.nullable(),
        change_percentage: decimal.nullable(),
        hours_saved: decimal.nullable(),
      })
      .meta({ description: 'With all digits that they were computed to.' }),
    task_types: z.array(taskTime).meta({ description: 'Of all types, most frequent first.' }),
  })
  .meta({
    description:
      'Average time of a task against the baseline provider for the same mix of task types. Included are types with at ' +
      `least ${FEWEST_TASKS} tasks on the provider that was the baseline at the end of their day; all figures but \`tasks\` are null ` +
      'where there is none: not enough data. Failed tasks took time too and are part of it.',
  });

const standing = {
  provider,
  tasks: count,
  contenders: count.meta({ description: 'How many providers have enough tasks to compete.' }),
};

export const executiveSummary = route({
  method: 'GET',
  path: '/api/v1/analytics/executive-summary',
  operationId: 'getExecutiveSummary',
  summary: 'The executive summary: one page for the board',
  description:
    'What routing saved in a range and how that is computed, as JSON, as CSV, or as one printed page. Its figures are those of ' +
    'the savings summary, of costs by provider and of routing quality, as of one moment. Without dates: the current ' +
    'month until today.',
  tag: 'Reports',
  query: rangeQuery.extend({
    format: z.enum(['json', 'csv', 'pdf'], mustBe('json, csv or pdf')).default('json'),
    paper: z
      .enum(['a4', 'letter'], mustBe('a4 or letter'))
      .default('a4')
      .meta({ description: 'Of the PDF.' }),
  }),
  status: 200,
  result: totals.extend({
    organization: z.string().meta({ description: 'Its name.', example: 'Initech' }),
    currency: z.literal('USD'),
    period,
    baselines: z.array(baseline).meta({
      description:
        'What savings are measured against, in order of time: each that was in force in the range.',
    }),
    success_rate: share,
    preceding_period: precedingPeriod.meta({ description: 'The equally long range before this one.' }),
    change,
    projection,
    time,
    routing: choices.extend({
      decisions: count.meta({
        description: 'Routing decisions that are kept: those of executions within the retention period.',
      }),
    }),
    best_performer: z
      .object({ ...standing, success_rate: share })
      .nullable()
      .meta({
        description:
          `The highest success rate among providers with at least ${FEWEST_TASKS} tasks; of equal ones, that with more ` +
          'tasks. Null without any.',
      }),
    most_cost_efficient: z
      .object({ ...standing, savings_percentage: percentage })
      .nullable()
      .meta({
        description:
          `The highest savings percentage among providers with at least ${FEWEST_TASKS} compared tasks (\`tasks\`); of equal ` +
          'ones, that with more. Null without any.',
      }),
    providers: z.array(providerFigures).meta({ description: 'Largest cost first.' }),
    trend_period: periodName,
    trend,
    methodology: z.object({
      statement: z.string(),
      url: z.url().meta({ description: 'Where the method is explained.' }),
    }),
  }),
  files: {
    'text/csv':
      'RFC 4180 in UTF-8 with the header `section,name,metric,value,unit`: one figure a record. Dollars are exact decimals; what ' +
      'is unknown is an empty cell.',
    'application/pdf': 'One page, A4 or Letter: tagged, with embedded fonts and the trend as vectors.',
  },
});
