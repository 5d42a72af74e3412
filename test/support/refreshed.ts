import { fold } from '../../lambdas/rollup/fold.ts';
import { refresh } from '../../lambdas/rollup/refresh.ts';
import type { TestDatabase } from './test-database.ts';

const ever = () => false;
/** After all that any test has touched. */
const LATER = Date.parse('9999-01-01T00:00:00Z');

/** Folds all that is pending, and makes the aggregations of it as if minutes had gone by. */
export async function foldAndRefresh({ rollup }: TestDatabase): Promise<void> {
  await fold(rollup, ever);
  await refresh(rollup, LATER, ever);
}
