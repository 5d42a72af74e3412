// Generated from stored.sql by npm run statements.
import { textArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface StoredRow {
  readonly id: string;
}

export const stored = statement<StoredRow>()({
  name: 'lambdas/operations/stored.sql stored',
  parameters: { ids: uuidArray },
  notNull: ['id'],
  text: `select distinct k.id as "id"
from execution_keys k
where k.id = any ($1::uuid[])`,
});

export interface RejectedRow {
  readonly id: string;
  readonly reason: string;
  readonly path: string | null;
}

export const rejected = statement<RejectedRow>()({
  name: 'lambdas/operations/stored.sql rejected',
  parameters: { since: text, idsAsTexts: textArray },
  notNull: ['id', 'reason'],
  text: `select distinct on (r.execution_id) r.execution_id as "id", r.reason as "reason", r.path
from ingest_rejections r
where r.received_at >= $1::timestamptz and r.execution_id = any ($2::text[])
order by r.execution_id, r.received_at desc`,
});
