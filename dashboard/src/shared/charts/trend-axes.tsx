import { axisMoney, shortDay } from '../format/formats.ts';
import { axisTicks } from './axis-ticks.ts';
import type { LinearScale } from './linear.ts';
import { margins, type Size, type TrendPart, type TrendScales } from './trend-scales.ts';
import styles from './trend-chart.module.css';

interface TrendAxesProps extends Size {
  readonly trend: readonly TrendPart[];
  readonly scales: TrendScales;
}

/** Room for a date such as 26 Nov. */
const DATE_WIDTH = 64;

/** Two labelled axes of dollars, both with zero at the same height, and days below. */
export function TrendAxes({ trend, scales, width, height }: TrendAxesProps) {
  const { x, savings, cumulative } = scales;
  const right = width - margins.right;
  const every = Math.ceil(trend.length / Math.max(1, Math.floor((right - margins.left) / DATE_WIDTH)));
  return (
    <g className={styles['axis']}>
      {axisTicks(savings).map((tick) => (
        <line
          key={tick}
          className={tick === 0 ? styles['zero'] : styles['grid']}
          x1={margins.left}
          x2={right}
          y1={savings(tick)}
          y2={savings(tick)}
        />
      ))}
      <Labels scale={savings} x={margins.left - 8} anchor="end" />
      <Labels scale={cumulative} x={right + 8} anchor="start" />
      <text className={styles['title']} x={margins.left - 8} y={10} textAnchor="end">
        Savings
      </text>
      <text className={styles['title']} x={width} y={10} textAnchor="end">
        Cumulative
      </text>
      {trend.map(({ date }, index) =>
        (trend.length - 1 - index) % every === 0 ? (
          <text key={date} x={(x(index) ?? 0) + x.bandwidth() / 2} y={height - 6} textAnchor="middle">
            {shortDay(date)}
          </text>
        ) : null,
      )}
    </g>
  );
}

interface LabelsProps {
  readonly scale: LinearScale;
  readonly x: number;
  readonly anchor: 'start' | 'end';
}

function Labels({ scale, x, anchor }: LabelsProps) {
  const ticks = axisTicks(scale);
  const labels = axisMoney(ticks);
  return ticks.map((tick, index) => (
    <text key={tick} x={x} y={scale(tick)} dy="0.32em" textAnchor={anchor}>
      {labels[index]}
    </text>
  ));
}
