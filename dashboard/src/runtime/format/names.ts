export { readable, readableWords } from '../../../../lambdas/figures/shown/names.ts';
