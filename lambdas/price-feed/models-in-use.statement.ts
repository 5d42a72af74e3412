// Generated from models-in-use.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface ModelsInUseRow {
  readonly provider: string;
  readonly model: string;
}

export const modelsInUse = statement<ModelsInUseRow>()({
  name: 'lambdas/price-feed/models-in-use.sql models_in_use',
  parameters: {},
  notNull: ['provider', 'model'],
  text: `select provider as "provider", model as "model" from rollup_dimensions where model is not null
union
select provider, model from rollup_deltas where model is not null
union
select provider, model from daily_rollups where model is not null
union
select provider, model from organization_baselines where model is not null and provider is not null
union
select provider, model from model_names`,
});
