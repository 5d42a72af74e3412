export { knownFailedCost, knownSoFar, knownSum } from '../../../../shared/shown/known.ts';
