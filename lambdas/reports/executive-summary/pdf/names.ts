import { readable } from '../../../../shared/shown/names.ts';
import type { Summary } from '../read-summary.ts';

/** What savings are against, in words. */
export function baselineName({ baselines }: Pick<Summary, 'baselines'>): string {
  const names = baselines.map(({ provider, model }) =>
    model === null ? readable(provider) : `${readable(provider)} ${model}`,
  );
  return names.length === 0 ? 'a baseline that is not set' : names.join(', then ');
}
