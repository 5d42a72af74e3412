import * as z from 'zod';
import { rule } from '../../../shared/http/baseline-rule.ts';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  instant,
  line,
  model,
  nextCursor,
  pageSize,
  provider,
  taskType,
  text,
  timestamp,
  uuid,
  yesOrNo,
} from '../../../shared/http/schemas.ts';

const tag = 'Organizations';
const byId = z.object({ id: uuid });

const label = z.object({ key: text(1, 50), value: text(1, 200) });
/** As a label of messages may be, but for what nobody could see in the settings. */
const newLabel = z.object({ key: line(1, 50), value: line(1, 200) });

/** What an answer says about values that are allowed and probably unintended. */
export const warnings = z.array(z.object({ field: z.string(), detail: z.string() })).meta({
  description: 'Allowed values that are probably unintended, by field.',
});

export const baselineVersion = z.object({
  id: uuid,
  rule,
  task_type: taskType.nullable(),
  label: label.nullable(),
  provider: provider.nullable().meta({
    description: "Null: of a message, the one that it names; of a requested model, the organization's own.",
  }),
  model: model.nullable(),
  effective_date: timestamp.nullable().meta({ description: 'Null: from the beginning.' }),
  end_date: timestamp.nullable().meta({ description: 'Null: in force until it is replaced or ended.' }),
  created_by: z.string(),
  created_at: timestamp,
});

const recalculationId = uuid.nullable().meta({
  description: 'The recalculation of what is stored; null: nothing stored is compared differently.',
});

export const listBaselines = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}/baselines',
  operationId: 'listBaselines',
  summary: 'The rules by which baselines are chosen, and what they were (members and operators)',
  tag,
  pathParameters: byId,
  query: z.strictObject({
    current: yesOrNo
      .optional()
      .meta({ description: 'true: only those without an end; false: only those with one.' }),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ baselines: z.array(baselineVersion), next_cursor: nextCursor }),
});

export const createBaseline = route({
  method: 'POST',
  path: '/api/v1/organizations/{id}/baselines',
  operationId: 'createBaseline',
  summary: 'Set the baseline of a rule from an instant on (admins, and operators)',
  description:
    'The version before it ends there; what came before stays compared with that. It must begin after the version before ' +
    'it began, and not before that has ended: 409. One that begins in the past re-prices what is stored from then on. ' +
    'Baselines in messages count only while the rule `message` is in force: whoever sends messages decides what savings are ' +
    'measured against then.',
  tag,
  pathParameters: byId,
  body: z.strictObject({
    rule,
    task_type: taskType.optional().meta({ description: 'Of the rule task_type only.' }),
    label: newLabel.optional().meta({ description: 'Of the rule label only.' }),
    provider: provider.optional().meta({ description: 'Needed, except by message and requested_model.' }),
    model: model.optional(),
    effective_date: instant.optional().meta({ description: 'Now if omitted.', example: '2026-02-01' }),
  }),
  status: 201,
  result: baselineVersion.extend({ recalculation_id: recalculationId, warnings }),
});

export const endBaseline = route({
  method: 'POST',
  path: '/api/v1/organizations/{id}/baselines/{baseline_id}/end',
  operationId: 'endBaseline',
  summary: "End a rule; the organization's own baseline can only be replaced (admins, and operators)",
  tag,
  pathParameters: z.object({ id: uuid, baseline_id: uuid }),
  body: z.strictObject({
    end_date: instant
      .optional()
      .meta({ description: 'Now if omitted; must be after it began.', example: '2026-02-01' }),
  }),
  status: 200,
  result: baselineVersion.extend({ recalculation_id: recalculationId }),
});
