import type { getCoverage } from '../../../../lambdas/analytics/coverage/contract.ts';
import { readable } from '../../../../shared/shown/names.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { count, exactMoney, money, signedSmallMoney } from '../../shared/format/formats.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Chip } from '../../shared/ui/chip.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './unpriced.module.css';

type Answer = ResultOf<typeof getCoverage>;
type Reported = Answer['provider_costs'][number];

/** Known costs that are not based on an undisputed price of the model, and what providers say they charge. */
export function CostBases({ answer }: { readonly answer: Answer }) {
  const { price_bases: bases, disputed, provider_costs: costs, coverage } = answer;
  const failed = coverage.failed_without_usage;
  const amount = ({ executions, actual_cost: cost }: typeof bases.inferred) =>
    executions === 0 ? 'none' : `${money(cost)}, ${tasks(executions)}`;
  return (
    <Card
      title="Basis of costs"
      help="price-basis"
      note="Known costs that are not based on an undisputed price of the exact model."
    >
      <Facts
        texts
        facts={[
          { label: 'Inferred prices', value: amount(bases.inferred) },
          { label: 'Prices for any model', value: amount(bases.any_model) },
          { label: 'Reported by providers', value: amount(bases.provider_reported) },
          { label: 'Disputed prices', value: amount(disputed) },
          { label: 'Failed, usage unknown', value: failed === 0 ? 'none' : tasks(failed) },
        ]}
      />
      {costs.length > 0 && (
        <>
          <DataTable
            caption="Reported by providers and calculated"
            columns={columns}
            rows={costs}
            rowKey={({ provider, model }) => JSON.stringify([provider, model])}
          />
          {costs.length === 50 && <p className={styles['unlisted']}>The 50 largest differences.</p>}
        </>
      )}
    </Card>
  );
}

const tasks = (executions: number): string => `${count(executions)} ${executions === 1 ? 'task' : 'tasks'}`;

const columns: readonly Column<Reported>[] = [
  {
    name: 'provider',
    heading: 'Provider and model',
    rowHeading: true,
    cell: ({ provider, model }) => (
      <ViewLink to="/executions" changes={{ provider, model: model ?? undefined }}>
        {readable(provider)}
        <span className={styles['second']}>{model ?? 'no model'}</span>
      </ViewLink>
    ),
  },
  { name: 'executions', heading: 'Tasks', numeric: true, cell: ({ executions }) => count(executions) },
  {
    name: 'calculated',
    heading: 'Calculated',
    numeric: true,
    cell: ({ exact }) => exactMoney(exact.actual_cost),
  },
  {
    name: 'reported',
    heading: 'Reported',
    numeric: true,
    cell: ({ exact }) => exactMoney(exact.provider_cost),
  },
  {
    name: 'difference',
    heading: 'Difference',
    numeric: true,
    cell: ({ difference, flagged }) => (
      <>
        {signedSmallMoney(difference)} {flagged && <Chip>Over 1%</Chip>}
      </>
    ),
  },
];
