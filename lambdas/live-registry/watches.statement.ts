// Generated from watches.sql by npm run statements.
import { textArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { boolean, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface HoldWatchRow {
  readonly watch_id: string;
}

export const holdWatch = statement<HoldWatchRow>()({
  name: 'lambdas/live-registry/watches.sql hold_watch',
  parameters: { watchId: text, now: text, begin: boolean },
  notNull: ['watch_id'],
  text: `update live_watch set watch_id = $1, seen_at = $2 where watch_id = $1 or $3 returning watch_id`,
});

export const endWatch = statement<object>()({
  name: 'lambdas/live-registry/watches.sql end_watch',
  parameters: {},
  notNull: [],
  text: `update live_watch set seen_at = '-infinity'`,
});

export const markAnnounced = statement<object>()({
  name: 'lambdas/live-registry/watches.sql mark_announced',
  parameters: { organizationIds: uuidArray, states: textArray },
  notNull: [],
  text: `update live_hints h
set announced = told.state
from unnest($1::uuid[], $2::text[]) as told (organization_id, state)
where h.organization_id = told.organization_id`,
});

export interface WaitingRecalculationRow {
  readonly id: string;
}

export const waitingRecalculation = statement<WaitingRecalculationRow>()({
  name: 'lambdas/live-registry/watches.sql waiting_recalculation',
  parameters: {},
  notNull: ['id'],
  text: `select id from recalculations where planned_at is null and finished_at is null order by created_at desc, id desc limit 1`,
});
