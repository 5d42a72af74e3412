import type { costsByProvider } from '../../../../lambdas/analytics/costs-by-provider/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { quotient } from '../../../../shared/shown/fractions.ts';
import { count, coverage, money, share, signedMoney, smallMoney } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { classNames } from '../../shared/ui/class-names.ts';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './providers.module.css';

type Provider = ResultOf<typeof costsByProvider>['providers'][number];

/** A bar of actual cost for each provider, before the bar of what the baseline would have cost. */
export function ProviderBars({ providers }: { readonly providers: readonly Provider[] }) {
  const { view, change } = useView();
  const longest = Math.max(
    0.01,
    ...providers.map((each) => Math.max(each.actual_cost ?? 0, each.baseline_cost ?? 0)),
  );
  const width = (dollars: number | null) => `${(Math.max(0, dollars ?? 0) / longest) * 100}%`;
  return (
    <>
      <ul className={styles['bars']}>
        {providers.map((each) => {
          const chosen = view.provider === each.provider;
          const isKnown = each.savings !== null;
          return (
            <li key={each.provider}>
              <Tooltip text={<Breakdown provider={each} />} className={styles['holder']} passesEscape>
                {(describedBy) => (
                  <button
                    type="button"
                    className={classNames(
                      styles['provider'],
                      view.provider !== undefined && !chosen && styles['faded'],
                    )}
                    aria-pressed={chosen}
                    aria-describedby={describedBy}
                    onClick={() => change({ provider: chosen ? undefined : each.provider })}
                  >
                    <span className={styles['name']}>{readable(each.provider)}</span>
                    <span className={styles['cost']}>{money(each.exact.actual_cost)}</span>
                    <span className={styles['track']}>
                      {isKnown && (
                        <>
                          <span className={styles['baseline']} style={{ width: width(each.baseline_cost) }} />
                          <span className={styles['actual']} style={{ width: width(each.actual_cost) }} />
                        </>
                      )}
                    </span>
                    <span
                      className={classNames(
                        styles['saving'],
                        (each.savings ?? 0) < 0 && styles['loss'],
                        !isKnown && styles['unknown'],
                      )}
                    >
                      {outcome(each)}
                    </span>
                  </button>
                )}
              </Tooltip>
            </li>
          );
        })}
      </ul>
      <ul className={styles['legend']}>
        <li>
          <span className={styles['actualSwatch']} />
          Actual cost
        </li>
        <li>
          <span className={styles['baselineSwatch']} />
          Baseline cost of the same work
        </li>
      </ul>
    </>
  );
}

function outcome({ savings, exact, coverage: { unpriced } }: Provider): string {
  if (savings !== null) return `${signedMoney(exact.savings)} ${savings < 0 ? 'lost' : 'saved'}`;
  if (unpriced === 0) return 'no task succeeded';
  return `${count(unpriced)} ${unpriced === 1 ? 'task' : 'tasks'} without a price`;
}

function Breakdown({ provider }: { readonly provider: Provider }) {
  const { exact } = provider;
  const lines: readonly (readonly [string, string])[] = [
    ['Tasks', count(provider.tasks)],
    ['Average cost of a task', smallMoney(quotient(exact.actual_cost, provider.compared_tasks))],
    ['Actual cost', money(exact.actual_cost)],
    ['Baseline cost', money(exact.baseline_cost)],
    ['Savings', `${money(exact.savings)} (${share(quotient(exact.savings, exact.baseline_cost))})`],
    ['Failed tasks', `${count(provider.failed_tasks)}, ${money(exact.failed_cost)}`],
    ['Uncompared', money(exact.uncompared_cost)],
    ['Priced', coverage(provider.coverage)],
  ];
  return (
    <span className={styles['breakdown']}>
      {lines.map(([label, value]) => (
        <span key={label}>
          {label}: <strong>{value}</strong>
        </span>
      ))}
    </span>
  );
}
