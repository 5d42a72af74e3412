export { knownFailedCost, knownSoFar, knownSum } from '../../../../lambdas/figures/shown/known.ts';
