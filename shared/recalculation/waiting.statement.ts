// Generated from waiting.sql by npm run statements.
import { text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface WaitingRow {
  readonly waiting: number;
}

export const waiting = statement<WaitingRow>()({
  name: 'shared/recalculation/waiting.sql waiting',
  parameters: { organizationId: text },
  notNull: ['waiting'],
  text: `select count(*)::integer as "waiting"
from recalculations
where organization_id = $1 and finished_at is null`,
});
