import { quotient } from '../../../../shared/shown/fractions.ts';
import { count, duration, money, share, smallMoney } from '../../shared/format/formats.ts';
import { Facts } from '../../shared/ui/facts.tsx';
import {
  biasWords,
  costBias,
  costError,
  durationBias,
  durationError,
  realizedShare,
  type Quality,
} from './words.ts';

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
        { label: 'Decisions', value: count(decisions), words: 'Of tasks that started in this period.' },
        {
          label: 'Best choices',
          help: 'best-choice',
          value: share(quotient(choices.optimal, choices.judged)),
          words: `${count(choices.optimal)} of ${count(choices.judged)} decisions; for the others an alternative was estimated to cost less than was paid.`,
        },
        {
          label: 'Savings realized',
          help: 'promised-savings',
          value: money(savings.exact.realized),
          isLoss: (savings.realized ?? 0) < 0,
          words: `${money(savings.exact.promised)} were promised: ${realizedShare(savings)} of it. ${of(savings.compared)}`,
        },
        {
          label: 'Cost estimates',
          help: 'estimate-bias',
          value: biasWords(costBias(cost)),
          words: `${money(cost.exact.estimated_cost)} estimated, ${money(cost.exact.actual_cost)} paid. One estimate is off by ${smallMoney(quotient(cost.exact.absolute_error, cost.compared))}, ${share(costError(cost))}. ${of(cost.compared)}`,
        },
        {
          label: 'Time estimates',
          help: 'estimate-error',
          value: biasWords(durationBias(time)),
          words: `One estimate is off by ${duration(quotient(time.exact.absolute_error_ms, time.compared))}, ${share(durationError(time))}. ${of(time.compared)}`,
        },
      ]}
    />
  );
}
