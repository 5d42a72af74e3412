import type { ExecutionFields } from '../../../support/fixture.ts';

/** The query of the day on which {@link tasks} start. */
export const DAY = { start_date: '2026-01-20', end_date: '2026-01-20' };

/** So many alike, each as long as that. */
export function tasks(
  count: number,
  fields: ExecutionFields & { readonly start_time?: string },
  milliseconds: number,
): ExecutionFields[] {
  const { start_time = '2026-01-20T10:00:00Z' } = fields;
  const end_time = new Date(Date.parse(start_time) + milliseconds).toISOString();
  return Array.from({ length: count }, () => ({ ...fields, start_time, end_time }));
}
