// Generated from cancel.sql by npm run statements.
import { boolean, number } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface CancelRow {
  readonly done: boolean;
  readonly role: string | null;
}

export const cancel = statement<CancelRow>()({
  name: 'lambdas/operations/cancel.sql cancel',
  parameters: { terminate: boolean, pid: number },
  notNull: ['done'],
  text: `select case when $1 then pg_terminate_backend(a.pid) else pg_cancel_backend(a.pid) end as "done", a.usename::text as "role"
from pg_stat_activity a
where a.pid = $2::integer and a.datname = current_database() and a.pid <> pg_backend_pid()
  and a.usename like 'payback\\_%'`,
});
