import { count, dayRange, money, weekDay } from '../format/formats.ts';
import type { TrendPart } from './trend-scales.ts';
import styles from './trend-chart.module.css';

interface TrendDetailsProps {
  readonly part: TrendPart;
  readonly preceding: TrendPart | undefined;
  readonly partial: boolean;
  /** Beside the cursor, on the side where there is room. */
  readonly onRight: boolean;
}

/** The figures of one part; read out when the arrow keys come to it. */
export function TrendDetails({ part, preceding, partial, onRight }: TrendDetailsProps) {
  const title = part.date === part.end ? weekDay(part.date) : dayRange({ start: part.date, end: part.end });
  return (
    <div className={styles['details']} style={onRight ? { right: 60 } : { left: 60 }} aria-live="polite">
      <strong>
        {title}
        {partial && ', so far'}
      </strong>
      <dl>
        <dt>Savings</dt>
        <dd>{money(part.exact.savings)}</dd>
        <dt>Cumulative</dt>
        <dd>{money(part.exact.cumulative_savings)}</dd>
        {preceding && (
          <>
            <dt>Period before</dt>
            <dd>{money(preceding.exact.cumulative_savings)}</dd>
          </>
        )}
        <dt>Actual cost</dt>
        <dd>{money(part.exact.actual_cost)}</dd>
        <dt>Tasks</dt>
        <dd>{count(part.tasks)}</dd>
      </dl>
    </div>
  );
}
