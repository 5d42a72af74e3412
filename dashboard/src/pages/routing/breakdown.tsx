import type { getRoutingQuality } from '../../../../lambdas/analytics/routing-quality/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { quotient, type Fraction } from '../../../../shared/shown/fractions.ts';
import { count, money, share } from '../../shared/format/formats.ts';
import { readableWords } from '../../../../shared/shown/names.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Choices } from '../../shared/ui/choices.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './routing.module.css';
import {
  biasWords,
  costBias,
  costError,
  durationBias,
  durationError,
  realizedShare,
  type Quality,
} from './words.ts';

type RoutingQuality = ResultOf<typeof getRoutingQuality>;

interface Row extends Quality {
  readonly name: string;
}

const groupings = [
  { value: 'strategy', label: 'Strategy' },
  { value: 'version', label: 'Version' },
  { value: 'both', label: 'Both' },
] as const;

const headings = { strategy: 'Strategy', version: 'Version of the algorithm', both: 'Strategy and version' };

const columns: readonly Column<Row>[] = [
  { name: 'decisions', heading: 'Decisions', numeric: true, cell: (row) => count(row.decisions) },
  {
    name: 'choices',
    heading: 'Best choices',
    help: 'best-choice',
    numeric: true,
    cell: ({ choices }) => share(quotient(choices.optimal, choices.judged)),
  },
  {
    name: 'promised',
    heading: 'Promised',
    help: 'promised-savings',
    numeric: true,
    cell: ({ savings }) => money(savings.exact.promised),
  },
  {
    name: 'realized',
    heading: 'Realized',
    numeric: true,
    cell: ({ savings }) => (
      <>
        <span className={(savings.realized ?? 0) < 0 ? styles['loss'] : undefined}>
          {money(savings.exact.realized)}
        </span>
        <span className={styles['second']}>{realizedShare(savings)}</span>
      </>
    ),
  },
  {
    name: 'cost',
    heading: 'Cost estimates',
    help: 'estimate-bias',
    numeric: true,
    cell: ({ cost }) => <Estimate bias={costBias(cost)} error={costError(cost)} />,
  },
  {
    name: 'time',
    heading: 'Time estimates',
    help: 'estimate-error',
    numeric: true,
    cell: ({ duration }) => <Estimate bias={durationBias(duration)} error={durationError(duration)} />,
  },
];

interface BreakdownProps {
  readonly quality: RoutingQuality;
  readonly busy: boolean;
}

/** The same figures by the strategy and version that decided. */
export function Breakdown({ quality, busy }: BreakdownProps) {
  const { change, parameter } = useView();
  const by = groupings.find(({ value }) => value === parameter('by'))?.value ?? 'strategy';
  const heading: Column<Row> = {
    name: 'name',
    heading: headings[by],
    rowHeading: true,
    cell: ({ name }) => name,
  };
  return (
    <Card
      title="By strategy and version"
      busy={busy}
      note="Estimates: first the bias (too low or too high overall), below it the mean error of a single estimate."
      actions={
        <Choices
          label="By"
          options={groupings}
          chosen={by}
          onChoose={(chosen) => change({ by: chosen === 'strategy' ? undefined : chosen })}
        />
      }
    >
      <DataTable
        caption="Routing quality by strategy and version"
        columns={[heading, ...columns]}
        rows={rowsOf(quality, by)}
        rowKey={({ name }) => name}
      />
    </Card>
  );
}

const versionName = (version: string | null): string => version ?? 'Not named';

function rowsOf(quality: RoutingQuality, by: (typeof groupings)[number]['value']): readonly Row[] {
  switch (by) {
    case 'strategy':
      return quality.by_strategy.map((each) => ({ ...each, name: readableWords(each.routing_strategy) }));
    case 'version':
      return quality.by_algorithm_version.map((each) => ({
        ...each,
        name: versionName(each.algorithm_version),
      }));
    default:
      return quality.by_strategy_and_algorithm_version.map((each) => ({
        ...each,
        name: `${readableWords(each.routing_strategy)} · ${versionName(each.algorithm_version)}`,
      }));
  }
}

function Estimate({ bias, error }: { readonly bias: Fraction | null; readonly error: Fraction | null }) {
  return (
    <>
      {biasWords(bias)}
      <span className={styles['second']}>± {share(error)}</span>
    </>
  );
}
