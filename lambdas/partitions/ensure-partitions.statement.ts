// Generated from ensure-partitions.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface EnsurePartitionsRow {
  readonly created: number;
}

export const ensurePartitions = statement<object, EnsurePartitionsRow>({
  name: 'lambdas/partitions/ensure-partitions.sql ensure_partitions',
  parameters: {},
  notNull: ['created'],
  text: `select ensure_partitions(
  now() - make_interval(days => coalesce((select max(retention_days) from organizations), 90)),
  now() + interval '5 weeks'
) as "created"`,
});
