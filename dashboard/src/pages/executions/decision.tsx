import { difference as subtract, type Exact } from '../../../../shared/shown/fractions.ts';
import { UNKNOWN } from '../../../../shared/shown/figures.ts';
import { duration, share, signedSmallMoney, smallMoney } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { Alternatives } from './alternatives.tsx';
import styles from './explanation.module.css';
import type { Explained } from './explanation.ts';
import { Facts } from '../../shared/ui/facts.tsx';

interface Outcome {
  readonly what: string;
  readonly estimated: string;
  readonly happened: string;
  readonly difference: string;
}

const columns: readonly Column<Outcome>[] = [
  { name: 'what', heading: 'Measure', rowHeading: true, cell: ({ what }) => what },
  { name: 'estimated', heading: 'Estimated', numeric: true, cell: ({ estimated }) => estimated },
  { name: 'happened', heading: 'Actual', numeric: true, cell: ({ happened }) => happened },
  { name: 'difference', heading: 'Difference', numeric: true, cell: ({ difference }) => difference },
];

/** Why this provider was chosen, and how its estimates compare with the actual values. */
export function Decision({ execution }: { readonly execution: Explained }) {
  const { routing_decision: decision } = execution;
  if (!decision) {
    return (
      <Card title="Routing decision">
        <p className={styles['nothing']}>
          None was sent with this task. A saving does not need one: it is the difference between the two
          costs.
        </p>
      </Card>
    );
  }
  const { reasoning } = decision;
  return (
    <Card title="Routing decision">
      <div className={styles['details']}>
        <Facts
          texts
          facts={[
            { label: 'Chosen', value: readable(decision.chosen_provider) },
            { label: 'Strategy', value: readableWords(decision.routing_strategy) },
            { label: 'Confidence', value: share(decision.confidence_score) },
            { label: 'Algorithm', value: decision.algorithm_version ?? UNKNOWN },
          ]}
        />
        {reasoning !== null && <p className={styles['reasoning']}>“{reasoning}”</p>}
        <div className={styles['tables']}>
          <DataTable
            caption="Estimates and actual values"
            columns={columns}
            rows={outcomesOf(execution, decision)}
            rowKey={({ what }) => what}
          />
          <Alternatives decision={decision} paid={execution.exact.actual_cost} />
        </div>
      </div>
    </Card>
  );
}

type RoutingDecision = NonNullable<Explained['routing_decision']>;

function outcomesOf(execution: Explained, decision: RoutingDecision): readonly Outcome[] {
  const { actual_cost: cost, savings } = execution.exact;
  const { duration_ms: took } = execution;
  const estimated = {
    cost: decision.estimated_cost,
    savings: decision.potential_savings,
    duration: decision.estimated_duration_ms,
  };
  return [
    {
      what: 'Cost',
      estimated: smallMoney(estimated.cost),
      happened: smallMoney(cost),
      difference: signedSmallMoney(missed(estimated.cost, cost)),
    },
    {
      what: 'Savings',
      estimated: smallMoney(estimated.savings),
      happened: smallMoney(savings),
      difference: signedSmallMoney(missed(estimated.savings, savings)),
    },
    {
      what: 'Duration',
      estimated: duration(estimated.duration),
      happened: duration(took),
      difference: signedDuration(estimated.duration === null ? null : took - estimated.duration),
    },
  ];
}

const missed = (estimated: Exact | null, happened: Exact | null) =>
  estimated === null || happened === null ? null : subtract(happened, estimated);

function signedDuration(milliseconds: number | null): string {
  if (milliseconds === null) return duration(null);
  const length = duration(Math.abs(milliseconds));
  if (milliseconds === 0) return length;
  return milliseconds < 0 ? `${length} faster` : `${length} slower`;
}
