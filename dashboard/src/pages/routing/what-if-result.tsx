import type { whatIf } from '../../../../lambdas/analytics/what-if/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { quotient, size } from '../../../../shared/shown/fractions.ts';
import { count, money, share } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { subjectOf } from '../../shared/pricing/rule-names.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import styles from './routing.module.css';

type Result = ResultOf<typeof whatIf>;

const reasons: Readonly<Record<Result['usage']['unpriced'][number]['reason'], string>> = {
  baseline_not_set: 'no baseline of the organization was in force',
  usage_missing: 'it charges for tokens, and they were sent without usage',
  usage_class_unknown: 'they report usage of an unknown class',
  baseline_request_split_missing:
    'it charges long requests more, and they were sent as sums of several requests',
  baseline_service_tier_price_missing:
    'it has no price for the service tier, speed or place of inference that they used',
  baseline_price_missing: 'it has no price for them',
  baseline_token_split_missing:
    'it charges input and output differently, and only their total tokens were sent',
  baseline_compute_units_missing: 'it charges for compute units, and they were sent without any',
  baseline_cost_out_of_range: 'their cost would be too large to be right',
};

/** What the usage would have cost there, and how much of the usage that covers. */
export function WhatIfResult({ result }: { readonly result: Result }) {
  const { baseline, usage, what_if: there, recorded } = result;
  const name =
    baseline.provider === null || baseline.rule === 'requested_model'
      ? 'the requested models'
      : [readable(baseline.provider), baseline.model].filter((part) => part !== null).join(' ');
  const rule = ruleOf(baseline);
  if (usage.tasks === 0) {
    return (
      <Notice>
        There are no successful tasks with a known cost in this period
        {rule !== null && ' whose baseline this rule would choose'}.
      </Notice>
    );
  }
  if (usage.priced === 0) {
    return (
      <>
        <Notice kind="warning">
          There is no price of {name} for any of these {count(usage.tasks)} tasks.
        </Notice>
        {usage.unpriced.some(({ reason }) => reason !== 'baseline_price_missing') && (
          <Reasons usage={usage} />
        )}
        <p>
          Look for its models in the{' '}
          <ViewLink to="/prices" changes={{ search: baseline.provider ?? '' }}>
            price book
          </ViewLink>
          .
        </p>
      </>
    );
  }
  const isLoss = (there.total_savings ?? 0) < 0;
  return (
    <>
      <p>
        {rule !== null && `${rule}: `}
        {rule === null ? 'On' : 'on'} {name} the same usage would have cost{' '}
        <strong>{money(there.exact.baseline_cost)}</strong>. It actually cost{' '}
        <strong>{money(there.exact.total_cost)}</strong>: {money(size(there.exact.total_savings))}{' '}
        {isLoss ? 'more' : 'less'}.
      </p>
      <Facts
        facts={[
          {
            label: 'Cost under what-if baseline',
            value: money(there.exact.baseline_cost),
            words: `${count(there.tasks)} tasks`,
          },
          {
            label: 'Actual cost',
            help: 'actual-cost',
            value: money(there.exact.total_cost),
            words: 'Of the same tasks',
          },
          {
            label: 'Savings against what-if baseline',
            help: 'savings',
            value: money(there.exact.total_savings),
            isLoss,
            words: `${share(quotient(there.exact.total_savings, there.exact.baseline_cost))} of that baseline cost`,
          },
          {
            label: 'Savings against your baseline',
            help: 'baseline',
            value: money(recorded.exact.total_savings),
            isLoss: (recorded.total_savings ?? 0) < 0,
            words: `Of ${count(recorded.tasks)} of the same tasks: those with a known baseline cost`,
          },
          {
            label: 'Priced',
            help: 'coverage',
            value: share(quotient(usage.priced, usage.tasks)),
            words: `${count(usage.priced)} of ${count(usage.tasks)} tasks`,
          },
        ]}
      />
      <Reasons usage={usage} />
    </>
  );
}

/** The tasks that the rule is for which was tried; null where it was none. */
function ruleOf({ rule, ...subject }: Result['baseline']): string | null {
  switch (rule) {
    case null:
      return null;
    case 'organization':
      return 'Tasks that no rule is for';
    case 'requested_model':
      return 'Tasks with a requested model';
    default:
      return `Tasks with ${subject.label ? 'label' : 'type'} ${subjectOf(subject)} that no earlier rule is for`;
  }
}

function Reasons({ usage }: { readonly usage: Result['usage'] }) {
  if (usage.unpriced.length === 0 && usage.not_kept === 0) return null;
  return (
    <ul className={styles['reasons']}>
      {usage.unpriced.map(({ reason, tasks }) => (
        <li key={reason}>
          {count(tasks)} not priced: {reasons[reason]}.
        </li>
      ))}
      {usage.not_kept > 0 && (
        <li>{count(usage.not_kept)} left out: their usage is no longer kept, only their totals are.</li>
      )}
    </ul>
  );
}
