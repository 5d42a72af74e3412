import { count } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { isTokenUnit, isUnit, quotedPrice, units } from '../../shared/format/units.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import type { Term } from '../../shared/ui/help.tsx';
import { nameOf } from '../../shared/unpriced/reasons.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { chargedComponents } from './charged.ts';
import { isChargedApart } from './charged-apart.ts';
import { sameDecimal } from './decimals.ts';
import { chargedBy, type Calculation, type Explained } from './explanation.ts';
import styles from './explanation.module.css';
import { SideTotal } from './side-total.tsx';

interface SideProps {
  readonly title: string;
  readonly help: Term;
  readonly calculation: Calculation;
  readonly execution: Explained;
}

/** Which rule gave the baseline. */
const RULES: Readonly<Record<NonNullable<Explained['baseline_rule']>, string>> = {
  message: 'named by the message',
  requested_model: 'the requested model',
  label: 'the baseline of a label',
  task_type: 'the baseline of this task type',
  organization: "the organization's baseline",
};

type Component = Calculation['components'][number];

/** One of the two costs: every price that applies, times its quantity, and their sum. */
export function Side({ title, help, calculation, execution }: SideProps) {
  const charged = chargedBy(calculation);
  const rule = calculation === execution.baseline ? execution.baseline_rule : null;
  const nameWithRule = charged && (rule === null ? nameOf(charged) : `${nameOf(charged)}, ${RULES[rule]}`);
  return (
    <Card title={title} help={help} note={charged === null ? 'No baseline was set.' : nameWithRule}>
      {calculation.components.length === 0 ? (
        <p className={styles['nothing']}>
          {execution.conditions.cache_hit
            ? "Answered from the gateway's own cache: nothing is billed."
            : 'No price was in force when the task started.'}
        </p>
      ) : (
        <DataTable
          caption={`${title}: prices and arithmetic`}
          columns={columnsOf(calculation, execution)}
          rows={chargedComponents(calculation)}
          rowKey={(each) => each.price_id}
        />
      )}
      <SideTotal calculation={calculation} />
    </Card>
  );
}

const columnsOf = (calculation: Calculation, { usage }: Explained): readonly Column<Component>[] => [
  {
    name: 'unit',
    heading: 'Charged for',
    rowHeading: true,
    cell: (each) => (
      <span className={styles['unit']}>
        {unitName(each.unit)}
        {isChargedApart(each, calculation, usage) && (
          <span className={styles['small']}>without those that have a price of their own</span>
        )}
        <span className={styles['small']}>{scopeOf(each)}</span>
      </span>
    ),
  },
  {
    name: 'quantity',
    heading: 'Quantity × price',
    numeric: true,
    cell: (each) => (
      <>
        <span className={each.quantity === null ? styles['small'] : styles['decimal']}>
          {each.quantity ?? 'not reported'}
        </span>
        <br />×{' '}
        <ViewLink
          to={`/prices/${each.price_id}`}
          className={styles['decimal']}
          label={`The price of ${unitName(each.unit)}: ${each.cost_per_unit}`}
        >
          {each.cost_per_unit}
        </ViewLink>
        {!isOne(each.factor) && (
          <>
            <br />× <span className={styles['decimal']}>{each.factor}</span>{' '}
            <span className={styles['small']}>factor</span>
          </>
        )}
        {isUnit(each.unit) && isTokenUnit(each.unit) && (
          <span className={styles['small']}>{quotedPrice(each.cost_per_unit, each.unit)}</span>
        )}
      </>
    ),
  },
  {
    name: 'cost',
    heading: 'Cost',
    numeric: true,
    cell: (each) =>
      each.cost === null ? (
        <span className={styles['small']}>not known</span>
      ) : (
        <span className={styles['decimal']}>{each.cost}</span>
      ),
  },
];

/** The scope and the conditions of a price. */
function scopeOf({ scope, above_input_tokens: tier, is_inferred }: Component): string {
  return [
    scope.organization_id === null ? 'List price' : 'Contract price',
    scope.model ?? `any model of ${readable(scope.provider)}`,
    ...(scope.task_type === null ? [] : [readableWords(scope.task_type)]),
    ...(tier === 0 ? [] : [`above ${count(tier)} input tokens`]),
    ...[scope.service_tier, scope.speed, scope.inference_geo].flatMap((condition) => condition ?? []),
    ...(is_inferred ? ['inferred from the name'] : []),
  ].join(' · ');
}

const isOne = (factor: string): boolean => sameDecimal(factor, '1');

const unitName = (unit: string): string => (isUnit(unit) ? units[unit].name : unit);
