import { line } from 'd3-shape';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useWidth } from './use-width.ts';
import { dayRange, money } from '../format/formats.ts';
import { usePeriod } from '../organization/use-period.ts';
import { classNames } from '../ui/class-names.ts';
import { Empty } from '../ui/empty.tsx';
import { useView } from '../view/view.ts';
import { TrendAxes } from './trend-axes.tsx';
import { TrendDetails } from './trend-details.tsx';
import { TrendLegend } from './trend-legend.tsx';
import { margins, trendScales, type TrendPart } from './trend-scales.ts';
import styles from './trend-chart.module.css';

interface TrendChartProps {
  readonly trend: readonly TrendPart[];
  /** Empty: not compared. */
  readonly preceding: readonly TrendPart[];
}

const HEIGHT = 300;

/** Bars of each part and the line of their sum, unless nothing is known to draw. */
export function TrendChart(props: TrendChartProps) {
  const isKnown = props.trend.some((part) => part.compared_tasks > 0);
  return isKnown ? (
    <Chart {...props} />
  ) : (
    <Empty title="No successful task in this period has both costs known." />
  );
}

/** The arrow keys go from part to part, Enter to its executions. */
function Chart({ trend, preceding }: TrendChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { today } = usePeriod();
  const { go } = useView();
  const [active, setActive] = useState<number>();
  const scales = trendScales(trend, preceding, { width, height: HEIGHT });
  const { x, savings, cumulative } = scales;
  const middle = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const path = line<TrendPart>()
    .defined((part) => part.cumulative_savings !== null)
    .x((_, index) => middle(index))
    .y((part) => cumulative(part.cumulative_savings ?? 0));
  const isPartial = ({ date, end }: TrendPart) => date <= today && today <= end;
  const part = active === undefined ? undefined : trend[active];

  const onKeyDown = (event: KeyboardEvent) => {
    const last = trend.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, (active ?? last + 1) - 1),
      ArrowRight: Math.min(last, (active ?? last - 1) + 1),
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter' && part) open(part);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const index = Math.floor((at - margins.left) / x.step());
    setActive(index >= 0 && index < trend.length ? index : undefined);
  };
  const open = ({ date, end }: TrendPart) => go('/executions', { range: `${date}..${end}` });

  return (
    <div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions -- no role is both a chart and interactive; the arrow keys read it, so it takes the focus and says so */}
      <div
        ref={frame}
        className={styles['plot']}
        style={{ height: HEIGHT }}
        role="group"
        aria-roledescription="chart"
        aria-label={labelOf(trend)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setActive((current) => current ?? trend.length - 1)}
        onBlur={() => setActive(undefined)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setActive(undefined)}
        onClick={() => part && open(part)}
      >
        {width > 0 && (
          <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
            <Patterns />
            <TrendAxes trend={trend} scales={scales} width={width} height={HEIGHT} />
            {active !== undefined && (
              <rect
                className={styles['cursor']}
                x={(x(active) ?? 0) - (x.step() - x.bandwidth()) / 2}
                width={x.step()}
                y={margins.top}
                height={HEIGHT - margins.top - margins.bottom}
              />
            )}
            {trend.map((each, index) => {
              const zero = savings(0);
              const end = savings(each.savings ?? 0);
              return (
                <rect
                  key={each.date}
                  className={classNames(
                    styles['bar'],
                    (each.savings ?? 0) < 0 && styles['lost'],
                    isPartial(each) && styles['partial'],
                  )}
                  x={x(index)}
                  width={x.bandwidth()}
                  y={Math.min(zero, end)}
                  height={Math.abs(zero - end)}
                  rx={Math.min(3, x.bandwidth() / 4)}
                />
              );
            })}
            {preceding.length > 0 && (
              <path className={styles['preceding']} d={path(preceding.slice(0, trend.length)) ?? undefined} />
            )}
            <path className={styles['cumulative']} d={path(trend) ?? undefined} />
            {active !== undefined && part && part.cumulative_savings !== null && (
              <circle
                className={styles['point']}
                r="5"
                cx={middle(active)}
                cy={cumulative(part.cumulative_savings ?? 0)}
              />
            )}
          </svg>
        )}
        {active !== undefined && part && (
          <TrendDetails
            part={part}
            preceding={preceding[active]}
            partial={isPartial(part)}
            onRight={middle(active) < width / 2}
          />
        )}
      </div>
      <TrendLegend compared={preceding.length > 0} partial={trend.some(isPartial)} />
    </div>
  );
}

function labelOf(trend: readonly TrendPart[]): string {
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last) return 'Savings trend, empty';
  const range = dayRange({ start: first.date, end: last.end });
  return `Savings trend, ${range}: ${money(last.exact.cumulative_savings)} in total. Arrow keys read each bar; Enter opens its executions.`;
}

/** The hatching of a period that is not over yet. */
function Patterns() {
  return (
    <defs>
      {(['accent', 'loss'] as const).map((color) => (
        <pattern
          key={color}
          id={color === 'accent' ? 'trend-partial' : 'trend-partial-lost'}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill={`var(--${color}-soft)`} />
          <rect width="2" height="6" fill={`var(--${color})`} />
        </pattern>
      ))}
    </defs>
  );
}
