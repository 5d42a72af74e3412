// Generated from work.sql by npm run statements.
import { number, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface UnplannedRow {
  readonly id: string;
}

export const unplanned = statement<UnplannedRow>()({
  name: 'shared/recalculation/work.sql unplanned',
  parameters: {},
  notNull: ['id'],
  text: `select id from recalculations where planned_at is null and finished_at is null order by created_at`,
});

export interface PlanRecalculationRow {
  readonly plan_recalculation: number | null;
}

export const planRecalculation = statement<PlanRecalculationRow>()({
  name: 'shared/recalculation/work.sql plan_recalculation',
  parameters: { id: text },
  notNull: [],
  text: `select plan_recalculation($1)`,
});

export interface NextBatchRow {
  readonly recalculation_id: string | null;
  readonly examined: number | null;
}

export const nextBatch = statement<NextBatchRow>()({
  name: 'shared/recalculation/work.sql next_batch',
  parameters: { batchSize: number },
  notNull: [],
  text: `select recalculation_id, examined from recalculate_batch($1)`,
});

export interface NextBatchOfRow {
  readonly recalculation_id: string | null;
}

export const nextBatchOf = statement<NextBatchOfRow>()({
  name: 'shared/recalculation/work.sql next_batch_of',
  parameters: { batchSize: number, id: text },
  notNull: [],
  text: `select recalculation_id from recalculate_batch($1, $2)`,
});

export interface OldestUnfinishedRow {
  readonly seconds: number;
}

export const oldestUnfinished = statement<OldestUnfinishedRow>()({
  name: 'shared/recalculation/work.sql oldest_unfinished',
  parameters: {},
  notNull: ['seconds'],
  text: `select coalesce(extract(epoch from now() - min(created_at)), 0)::integer as "seconds"
from recalculations
where finished_at is null`,
});
