import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { baselineVersions, type BaselineVersionsRow } from './baselines.statement.ts';
import type { baselineVersion } from './contract.ts';

export function presentBaseline(row: BaselineVersionsRow): z.input<typeof baselineVersion> {
  const { label_key: key, label_value: value, position: _position, ...version } = row;
  return { ...version, label: key === null || value === null ? null : { key, value } };
}

/** @throws Problem 404 naming `baseline_id` where the organization has no such baseline */
export async function readBaseline(
  transaction: Transaction,
  organizationId: string,
  id: string,
): Promise<z.input<typeof baselineVersion>> {
  const [row] = await baselineVersions.run(transaction, {
    organizationId,
    id,
    isCurrent: null,
    afterTime: null,
    afterId: null,
    limit: 1,
  });
  if (row) return presentBaseline(row);
  throw notFound('The organization has no such baseline.', [
    { parameter: 'baseline_id', detail: "must be the id of one of the organization's baselines" },
  ]);
}
