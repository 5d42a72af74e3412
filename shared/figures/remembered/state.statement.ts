// Generated from state.sql by npm run statements.
import { text } from '../../database/parameters.ts';
import { statement } from '../../database/statement.ts';

export interface FiguresStateRow {
  readonly state: string;
  readonly has_rules: boolean;
}

export const figuresState = statement<FiguresStateRow>()({
  name: 'shared/figures/remembered/state.sql figures_state',
  parameters: { organizationId: text },
  notNull: ['state', 'has_rules'],
  text: `select
  concat_ws(
    '/',
    extract(epoch from pg_postmaster_start_time()),
    (select extract(epoch from folded_at) from rollup_folds where organization_id = $1),
    (
      select count(*) || '/' || coalesce(sum(hashint8extended(id, 0)), 0)
      from rollup_deltas
      where organization_id = $1
    )
  ) as "state",
  exists (
    select from organization_baselines where organization_id = $1 and rule <> 'organization'
  ) as "has_rules"`,
});
