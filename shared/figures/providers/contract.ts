import { provider } from '../../http/schemas.ts';
import { averageCost, part } from '../figures-contract.ts';

export const providerFigures = part.extend({
  provider,
  avg_cost_per_task: averageCost,
});
