import { notFound, type Problem } from '../../../shared/http/problem.ts';

/** @param detail what the principal must be */
export const noSuchProducer = (detail: string): Problem =>
  notFound('There is no such producer.', [{ parameter: 'principal', detail }]);
