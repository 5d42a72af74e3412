export { readable, readableWords } from '../../../../shared/shown/names.ts';
