import { quotient, signOf, size } from '../../../../shared/shown/fractions.ts';
import { inPercent } from '../../../../shared/shown/rounded.ts';
import {
  count,
  coverage,
  dayRange,
  money,
  share,
  signedMoney,
  signedPercent,
} from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { classNames } from '../../shared/ui/class-names.ts';
import { Help, type Term } from '../../shared/ui/help.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import type { PageParameters } from '../../shared/view/view.ts';
import styles from './hero.module.css';
import { titleOf } from './period-title.ts';
import type { Summary } from './use-summary.ts';

interface HeroProps {
  readonly summary: Summary | undefined;
  readonly busy: boolean;
}

/** What was saved, how much less than the baseline that is, and the change since the preceding period. */
export function Hero({ summary, busy }: HeroProps) {
  const { name } = usePeriod();
  if (!summary) return <HeroSkeleton />;
  const isLoss = (summary.total_savings ?? 0) < 0;
  return (
    <section className={styles['hero']} aria-label="Savings" aria-busy={busy}>
      <div className={styles['saved']}>
        <p className={styles['label']}>
          {isLoss ? 'Lost' : 'Saved'} {titleOf(name, summary.period)} <Help term="savings" />
        </p>
        <p className={classNames(styles['figure'], isLoss && styles['loss'])} data-figure="total_savings">
          {money(size(summary.exact.total_savings))}
        </p>
        <p className={styles['aside']}>
          An estimate by a <ViewLink to="/help">stated method</ViewLink> · {dayRange(summary.period)}
        </p>
        <Coverage summary={summary} />
      </div>
      <Less summary={summary} />
      <Change summary={summary} />
      <Money summary={summary} />
    </section>
  );
}

function Less({ summary }: { readonly summary: Summary }) {
  const { baseline } = useOrganization();
  const part = quotient(summary.exact.total_savings, summary.exact.baseline_cost);
  const isMore = signOf(part) < 0;
  return (
    <div className={styles['fact']}>
      <p className={styles['label']}>
        {isMore ? 'More' : 'Less'} than the baseline <Help term="baseline" />
      </p>
      <p className={classNames(styles['second'], isMore && styles['loss'])} data-figure="savings_percentage">
        {share(size(part))}
      </p>
      <p className={styles['aside']}>
        {readable(baseline.provider)}
        {baseline.model !== null && ` · ${baseline.model}`}
      </p>
    </div>
  );
}

function Change({ summary }: { readonly summary: Summary }) {
  const { change, preceding_period: preceding, projection } = summary;
  const isLess = change !== null && change.savings < 0;
  const part = quotient(change?.exact.savings, size(preceding.exact.total_savings));
  return (
    <div className={styles['fact']}>
      <p className={styles['label']}>
        Change in savings <Help term="change" />
      </p>
      <p
        className={classNames(
          styles['second'],
          isLess && styles['loss'],
          change === null && styles['unknown'],
        )}
        data-figure="change"
      >
        {signedMoney(change?.exact.savings)}
      </p>
      <p className={styles['aside']}>
        {change === null
          ? `No figures for all of ${dayRange(preceding)}`
          : `${part === null ? '' : `${signedPercent(inPercent(part))} `}against ${dayRange(preceding)}`}
      </p>
      {projection && (
        <p className={styles['projection']}>
          <Tooltip
            text={`A run rate from ${count(projection.days)} complete days, ${dayRange(projection)}: their savings, divided by the days, times 365.`}
          >
            {(describedBy) => (
              <button
                type="button"
                className={styles['method']}
                aria-describedby={describedBy}
                data-figure="projection"
              >
                {money(projection.exact.annual_savings)} a year at this rate
              </button>
            )}
          </Tooltip>
        </p>
      )}
    </div>
  );
}

function Coverage({ summary }: { readonly summary: Summary }) {
  const { coverage: figures } = summary;
  return (
    <p className={styles['coverage']} data-figure="coverage">
      {coverage(figures)} of tasks priced
      {figures.unpriced > 0 && (
        <>
          {' · '}
          <ViewLink to="/unpriced">{count(figures.unpriced)} unpriced</ViewLink>
        </>
      )}
      <Help term="coverage" />
    </p>
  );
}

function Money({ summary }: { readonly summary: Summary }) {
  return (
    <dl className={styles['money']}>
      <Amount label="Baseline cost" help="baseline" figure="baseline_cost" changes={{ success: 'true' }}>
        {money(summary.exact.baseline_cost)}
      </Amount>
      <Amount label="Actual cost" help="actual-cost" figure="total_cost" changes={{ success: 'true' }}>
        {money(summary.exact.total_cost)}
      </Amount>
      <Amount label="Failed tasks" help="failed-cost" changes={{ success: 'false' }}>
        {money(summary.exact.failed_cost)}
      </Amount>
      {summary.uncompared_cost !== 0 && (
        <Amount label="Uncompared" help="uncompared-cost" changes={{ unpriced: 'true' }}>
          {money(summary.exact.uncompared_cost)}
        </Amount>
      )}
      <Amount label="Tasks">{count(summary.tasks)}</Amount>
    </dl>
  );
}

interface AmountProps {
  readonly label: string;
  readonly help?: Term;
  /** Identifies the figure on the page. */
  readonly figure?: string;
  /** Which tasks it is of. */
  readonly changes?: PageParameters;
  readonly children: string;
}

/** A figure, and the way to the tasks behind it. */
function Amount({ label, help, figure, changes = {}, children }: AmountProps) {
  return (
    <div>
      <dt>
        {label} {help && <Help term={help} />}
      </dt>
      <dd data-figure={figure}>
        <ViewLink to="/executions" changes={changes}>
          {children}
        </ViewLink>
      </dd>
    </div>
  );
}

/** As large as the content that it stands in for. */
function HeroSkeleton() {
  return (
    <section className={styles['hero']} aria-label="Savings" aria-busy="true">
      {(['saved', 'less', 'change', 'money'] as const).map((part) => (
        <div key={part} className={styles[part] ?? styles['fact']}>
          <Skeleton height="100%" />
        </div>
      ))}
    </section>
  );
}
