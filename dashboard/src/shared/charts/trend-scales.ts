import { scaleBand, type ScaleBand } from 'd3-scale';
import type * as z from 'zod';
import type { trend } from '../../../../shared/figures/savings/contract.ts';
import { alignZeros, zeroBased } from './aligned-domains.ts';
import { linearScale, type LinearScale } from './linear.ts';

export type TrendPart = z.output<typeof trend>[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const margins = { top: 22, right: 56, bottom: 26, left: 56 };

export interface TrendScales {
  readonly x: ScaleBand<number>;
  readonly savings: LinearScale;
  readonly cumulative: LinearScale;
}

/** Where the parts of a trend are drawn; `preceding` is laid over them part by part. */
export function trendScales(
  trend: readonly TrendPart[],
  preceding: readonly TrendPart[],
  { width, height }: Size,
): TrendScales {
  const [savings, cumulative] = alignZeros(
    zeroBased(trend.map((part) => part.savings ?? 0)),
    zeroBased([...trend, ...preceding].map((part) => part.cumulative_savings ?? 0)),
  );
  const x = scaleBand<number>()
    .domain(trend.map((_, index) => index))
    .range([margins.left, Math.max(margins.left + 1, width - margins.right)])
    .paddingInner(trend.length > 45 ? 0.15 : 0.3)
    .paddingOuter(0.15);
  const vertical = [height - margins.bottom, margins.top] as const;
  return {
    x,
    savings: linearScale(savings, vertical),
    cumulative: linearScale(cumulative, vertical),
  };
}
