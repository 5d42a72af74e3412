import type { z } from 'zod';
import type { quality } from '../../../../shared/figures/routing/contract.ts';
import { count, duration, money, percent, share, smallMoney } from '../../shared/format/formats.ts';
import { Facts } from '../../shared/ui/facts.tsx';
import { biasWords } from './words.ts';

export type Quality = z.output<typeof quality>;

/** The quality of all decisions, each figure with what it says in words. */
export function Overall({
  quality: { decisions, choices, savings, cost, duration: time },
}: {
  readonly quality: Quality;
}) {
  const of = (number: number): string => `Of ${count(number)} that can be compared.`;
  return (
    <Facts
      facts={[
        { label: 'Decisions', value: count(decisions), words: 'Of tasks that started in these days.' },
        {
          label: 'Best choices',
          help: 'best-choice',
          value: share(choices.optimal_share),
          words: `${count(choices.optimal)} of ${count(choices.judged)} decisions; for the others an alternative was estimated to cost less than was paid.`,
        },
        {
          label: 'Savings realized',
          help: 'promised-savings',
          value: money(savings.realized),
          isLoss: savings.realized < 0,
          words: `${money(savings.promised)} were promised: ${percent(savings.realized_percentage)} of it. ${of(savings.compared)}`,
        },
        {
          label: 'Cost estimates',
          help: 'estimate-bias',
          value: biasWords(cost.bias_percentage),
          words: `${money(cost.estimated_cost)} estimated, ${money(cost.actual_cost)} paid. One estimate is off by ${smallMoney(cost.mean_absolute_error)}, ${percent(cost.mean_absolute_error_percentage)}. ${of(cost.compared)}`,
        },
        {
          label: 'Time estimates',
          help: 'estimate-error',
          value: biasWords(time.bias_percentage),
          words: `One estimate is off by ${duration(time.mean_absolute_error_ms)}, ${percent(time.mean_absolute_error_percentage)}. ${of(time.compared)}`,
        },
      ]}
    />
  );
}
