import { provider } from '../../runtime/http/schemas.ts';
import { averageCost, count, part } from '../figures-contract.ts';

export const providerFigures = part.extend({
  provider,
  compared_tasks: count.meta({ description: 'Tasks that cost and savings are of.' }),
  avg_cost_per_task: averageCost,
});
