import { z } from 'zod';
import { flagKind, model, provider, taskType, uuid, yesOrNo } from './schemas.ts';

const filters = z.object({
  provider: provider.optional(),
  model: model.optional(),
  task_type: taskType.optional(),
  user_id: uuid.optional(),
  success: yesOrNo.optional(),
  unpriced: yesOrNo.optional().meta({ description: 'true: only executions with an unknown cost.' }),
  voided: yesOrNo.optional().meta({
    description: 'true: only executions that were taken out of the figures; they are left out otherwise.',
  }),
  flag: flagKind.optional().meta({ description: 'Only executions with a flag of this kind.' }),
});

/** Filters of the list of executions, and of their export. */
export const executionFilters = filters.shape;

/** The same as parameters of the function `filtered_executions`. */
export const filterParameters = (query: z.output<typeof filters>) => ({
  provider: query.provider,
  model: query.model,
  taskType: query.task_type,
  userId: query.user_id,
  success: query.success,
  unpriced: query.unpriced,
  flag: query.flag,
  voided: query.voided,
});
