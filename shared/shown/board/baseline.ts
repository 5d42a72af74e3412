import { readable } from '../names.ts';
import type { BoardSummary } from './summary.ts';

type Baselines = Pick<BoardSummary, 'baselines'>;

/** What savings are against, provider and model; the range may have had several, one after the other. */
export function baselineName({ baselines }: Baselines): string {
  if (baselines.length === 0) return 'no baseline';
  return baselines
    .map(({ provider, model }) => (model === null ? readable(provider) : `${readable(provider)} ${model}`))
    .join(', then ');
}

/** The provider of the baseline, where there is only one. */
export function baselineProvider({ baselines }: Baselines): string {
  const [only, ...others] = new Set(baselines.map(({ provider }) => provider));
  return only === undefined || others.length > 0 ? 'the baseline provider' : readable(only);
}
