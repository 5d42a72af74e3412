import { quotient, size } from '../../../../shared/shown/fractions.ts';
import { exactMoney, share, signedSmallMoney, smallMoney } from '../../shared/format/formats.ts';
import { Card } from '../../shared/ui/card.tsx';
import { classNames } from '../../shared/ui/class-names.ts';
import { Help } from '../../shared/ui/help.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { explainUnpriced, nameOf } from '../../shared/unpriced/reasons.ts';
import { RemedyLink } from '../../shared/unpriced/remedy.tsx';
import styles from './explanation.module.css';
import { chargedBy, type Explained } from './explanation.ts';

/** The outcome, as a sentence and as three figures. */
export function Verdict({ execution }: { readonly execution: Explained }) {
  const { exact, actual_cost: actual, baseline_cost: baseline, savings } = execution;
  const figures = [
    { label: 'Actual cost', value: smallMoney(actual), of: exact.actual_cost },
    { label: 'Baseline cost', value: smallMoney(baseline), of: exact.baseline_cost },
    { label: 'Savings', value: signedSmallMoney(savings), of: exact.savings, signed: true },
  ];
  return (
    <Card title="What it cost">
      <div className={styles['verdict']}>
        <p className={styles['sentence']}>{sentenceOf(execution)}</p>
        {execution.unpriced_reason !== null && (
          <Unpriced execution={execution} reason={execution.unpriced_reason} />
        )}
        <dl className={styles['figures']}>
          {figures.map(({ label, value, of, signed }) => (
            <div key={label}>
              <dt>
                {label} {signed && <Help term="savings" />}
              </dt>
              <dd>
                <span
                  className={classNames(
                    styles['figure'],
                    signed &&
                      savings !== null &&
                      (savings < 0 ? styles['loss'] : savings > 0 && styles['gain']),
                  )}
                >
                  {value}
                </span>
                {of !== null && <span className={styles['exact']}>exactly {of}</span>}
              </dd>
            </div>
          ))}
        </dl>
        <Basis execution={execution} />
      </div>
    </Card>
  );
}

const BASES = {
  inferred: "Its price was found by a prefix of the model's name, so it is inferred.",
  any_model: 'Its price is the one for any model of the provider.',
  provider_reported: 'No price is known, so the actual cost is what the provider reported.',
} as const;

/** What an amount is based on, where that is not a price of the exact model; and what the provider reported. */
function Basis({ execution }: { readonly execution: Explained }) {
  const { price_basis: basis, provider_cost: reported } = execution;
  return (
    <>
      {basis !== null && basis !== 'named' && <p>{BASES[basis]}</p>}
      {reported !== null && basis !== 'provider_reported' && (
        <p>
          The provider reported{' '}
          {reported.currency === 'USD'
            ? exactMoney(reported.amount)
            : `${reported.amount} ${reported.currency}`}
          {reported.difference !== null && `, a difference of ${exactMoney(reported.difference)}`}.
        </p>
      )}
    </>
  );
}

/** The outcome in one sentence, for someone who has never seen the product. */
function sentenceOf(execution: Explained): string {
  const { exact, actual_cost: actual, baseline_cost: baseline, savings, success } = execution;
  const against = chargedBy(execution.baseline);
  const onBaseline = against === null ? 'the baseline' : `the baseline, ${nameOf(against)}`;
  if (!success) {
    return actual === null
      ? 'This task failed. What it cost is not known; it claims no saving.'
      : `This task failed. ${smallMoney(actual)} was paid for it, and it claims no saving, because nobody knows whether the baseline would have failed as well.`;
  }
  if (actual === null) return 'What this task cost is not known yet. It counts in neither cost nor savings.';
  if (baseline === null || savings === null) {
    return `This task cost ${smallMoney(actual)}. What the same usage would have cost without routing is not known yet, so it claims no saving.`;
  }
  const both = `It cost ${smallMoney(actual)}; the same usage would have cost ${smallMoney(baseline)} on ${onBaseline}.`;
  const part = quotient(exact.savings, exact.baseline_cost);
  const ofBaseline = part === null ? '' : ` (${share(size(part))})`;
  if (savings > 0) return `Routing saved ${smallMoney(savings)}${ofBaseline} on this task. ${both}`;
  if (savings < 0) {
    return `This task cost ${smallMoney(-savings)}${ofBaseline} more than it would have without routing. ${both}`;
  }
  return `This task saved nothing. ${both}`;
}

function Unpriced({ execution, reason }: { readonly execution: Explained; readonly reason: string }) {
  const { title, why, remedy, action } = explainUnpriced(reason, execution, chargedBy(execution.baseline));
  return (
    <Notice kind="warning" actions={action && <RemedyLink action={action} />}>
      <strong>{title}.</strong> {why} {remedy}
      {execution.unpriced_detail !== null && ` Missing: ${execution.unpriced_detail}.`}
    </Notice>
  );
}
