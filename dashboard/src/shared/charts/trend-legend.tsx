import { classNames } from '../ui/class-names.ts';
import styles from './trend-chart.module.css';

interface TrendLegendProps {
  readonly compared: boolean;
  readonly partial: boolean;
}

export function TrendLegend({ compared, partial }: TrendLegendProps) {
  const swatch = (...names: readonly string[]) => (
    <span className={classNames(styles['swatch'], ...names.map((name) => styles[name]))} />
  );
  return (
    <ul className={styles['legend']}>
      <li>
        {swatch('bars')}Savings{partial && ' (hatched: not over yet)'}
      </li>
      <li>{swatch('line', 'sum')}Cumulative since the start</li>
      {compared && <li>{swatch('line', 'before')}Cumulative, period before</li>}
    </ul>
  );
}
