import * as z from 'zod';
import { forbidden, invalidRequest } from './problem.ts';
import { flagKind, model, provider, taskType, uuid, yesOrNo } from './schemas.ts';

const filters = z.object({
  provider: provider.optional(),
  model: model.optional(),
  task_type: taskType.optional(),
  user_id: uuid.optional().meta({
    description:
      'Only executions of one person; 403 unless the organization has `figures_by_person`, as `PATCH /api/v1/organizations/{id}` sets.',
  }),
  success: yesOrNo.optional(),
  unpriced: yesOrNo.optional().meta({ description: 'true: only executions with an unknown cost.' }),
  voided: yesOrNo.optional().meta({
    description: 'true: only executions that were taken out of the figures; they are left out otherwise.',
  }),
  void_id: uuid.optional().meta({
    description:
      'Only executions that this void took out and that are not put back; `voided` need not be given, and cannot be false.',
  }),
  flag: flagKind.optional().meta({ description: 'Only executions with a flag of this kind.' }),
});

/** Filters of the list of executions, and of their export. */
export const executionFilters = filters.shape;

/**
 * The same as parameters of the function `filtered_executions`, and whether its rows may tell who ran them.
 * @throws Problem 403 for a filter by person where the organization has no figures by person, 400 for a void whose executions are to be not voided
 */
export function filterParameters(query: z.output<typeof filters>, figuresByPerson: boolean) {
  if (query.user_id !== undefined && !figuresByPerson) {
    throw forbidden(
      'The organization has no figures by person. An admin may allow them: figures_by_person of PATCH /api/v1/organizations/{id}.',
    );
  }
  if (query.void_id !== undefined && query.voided === false) {
    throw invalidRequest([
      { parameter: 'voided', detail: 'must not be false beside void_id: what a void took out is voided' },
    ]);
  }
  return {
    provider: query.provider,
    model: query.model,
    taskType: query.task_type,
    userId: query.user_id,
    success: query.success,
    unpriced: query.unpriced,
    flag: query.flag,
    voided: query.void_id === undefined ? query.voided : true,
    voidId: query.void_id,
    figuresByPerson,
  };
}
