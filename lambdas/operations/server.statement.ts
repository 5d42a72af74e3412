// Generated from server.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface ServerRow {
  readonly at: string;
  readonly read_only: boolean;
  readonly connections: number;
  readonly most_connections: number;
}

export const server = statement<ServerRow>()({
  name: 'lambdas/operations/server.sql server',
  parameters: {},
  notNull: ['at', 'read_only', 'connections', 'most_connections'],
  text: `select
  now() as "at",
  (pg_is_in_recovery() or current_setting('transaction_read_only')::boolean) as "read_only",
  (select count(*) from pg_stat_activity where backend_type = 'client backend')::integer as "connections",
  current_setting('max_connections')::integer as "most_connections"`,
});
