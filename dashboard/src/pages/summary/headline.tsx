import { count, dayRange, money, percent, signedMoney } from '../../shared/format/formats.ts';
import { knownSum } from '../../shared/format/known.ts';
import { classNames } from '../../shared/ui/class-names.ts';
import { Help } from '../../shared/ui/help.tsx';
import { baselineName } from './baseline-name.ts';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

/** What was saved, what part of the baseline that is, and what a year of it would be. */
export function Headline({ summary }: { readonly summary: ExecutiveSummary }) {
  const { total_savings: savings, savings_percentage: percentage, projection } = summary;
  const isLoss = savings < 0;
  const isMore = percentage !== null && percentage < 0;
  const annualLoss = projection !== null && projection.annual_savings < 0;
  return (
    <section className={classNames(styles['headline'], isLoss && styles['lost'])} aria-label="Savings">
      <div>
        <p className={styles['label']}>
          {isLoss ? 'Lost' : 'Saved'} against {baselineName(summary)} <Help term="savings" />
        </p>
        <p className={classNames(styles['figure'], isLoss && styles['loss'])} data-figure="total_savings">
          {money(knownSum(summary, Math.abs(savings)))}
        </p>
        <p className={styles['aside']}>{changeText(summary)}</p>
      </div>
      <div>
        <p className={styles['label']}>{isMore ? 'More' : 'Less'} than the baseline</p>
        <p
          className={classNames(styles['second'], isMore && styles['loss'])}
          data-figure="savings_percentage"
        >
          {percent(percentage === null ? null : Math.abs(percentage))}
        </p>
        <p className={styles['aside']}>
          {percentage === null
            ? 'No successful task has both costs known'
            : `${money(summary.total_cost)} instead of ${money(summary.baseline_cost)}`}
        </p>
      </div>
      <div>
        <p className={styles['label']}>
          Projected annual {annualLoss ? 'loss' : 'savings'} <Help term="projection" />
        </p>
        <p className={classNames(styles['second'], annualLoss && styles['loss'])} data-figure="projection">
          {money(projection === null ? null : Math.abs(projection.annual_savings))}
        </p>
        <p className={styles['aside']}>
          {projection === null
            ? 'Takes at least 7 complete days with known costs'
            : `At the rate of ${count(projection.days)} complete days`}
        </p>
      </div>
    </section>
  );
}

function changeText({ change, preceding_period: before }: ExecutiveSummary): string {
  if (change === null) return `No figures for all of ${dayRange(before)} to compare with`;
  const ratio = change.percentage === null ? '' : ` (${percent(change.percentage)})`;
  return `${signedMoney(change.savings)}${ratio} against ${dayRange(before)}`;
}
