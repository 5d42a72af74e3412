// Generated from held-models.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface HeldModelsRow {
  readonly provider: string;
  readonly model: string;
  readonly service_tier: string | null;
}

export const heldModels = statement<HeldModelsRow>()({
  name: 'lambdas/price-feed/held-models.sql held_models',
  parameters: {},
  notNull: ['provider', 'model'],
  text: `select distinct provider, model as "model", service_tier
from provider_pricing
where source = 'manual_entry' and organization_id is null and task_type is null and model is not null
  and speed is null and inference_geo is null and superseded_at is null`,
});
