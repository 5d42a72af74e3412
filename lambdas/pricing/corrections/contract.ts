import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { freeText, instant, mustBe, uuid } from '../../../shared/http/schemas.ts';
import { costPerUnit, price, tag } from '../price-contract.ts';
import { recalculation } from '../../../shared/recalculation/contract.ts';

export const newCorrection = z
  .strictObject({
    cost_per_unit: costPerUnit.optional(),
    effective_date: instant.optional().meta({
      description: 'Where it begins. If the version before it ended there, its end moves too.',
      example: '2026-01-01',
    }),
    end_date: instant
      .nullable()
      .optional()
      .meta({ description: 'Where it ends; null: it has no end.', example: '2026-07-01' }),
    reason: freeText(1, 2000).meta({ example: 'Invoice 2026-02 shows 0.30 a million' }),
    dry_run: z
      .boolean(mustBe('true or false'))
      .default(false)
      .meta({ description: 'true: only calculate what it would change.' }),
  })
  .refine((body) => 'cost_per_unit' in body || 'effective_date' in body || 'end_date' in body, {
    error: 'must change at least one of cost_per_unit, effective_date, end_date',
  });

export const correctPrice = route({
  method: 'POST',
  path: '/api/v1/pricing/{id}/corrections',
  operationId: 'correctPrice',
  summary:
    'Correct a price that was wrong (list prices: operators; contracts: also admins of the organization)',
  description:
    'Supersedes the price by a corrected one and prices again what it touched. 409 for a price that is superseded ' +
    'already, and where the corrected one would overlap another. A dry run is refused just the same, changes no price ' +
    'and no cost, and answers with the figures that the correction would give: for a contract price at once, unless that ' +
    'takes longer than 8 seconds; for a list price, which concerns all organizations, `recalculation` is queued and ' +
    '`GET /api/v1/recalculations/{id}` has its figures within minutes.',
  tag,
  pathParameters: z.object({ id: uuid }),
  body: newCorrection,
  status: 201,
  result: z.object({
    dry_run: z.boolean(),
    price: price.nullable().meta({ description: 'The corrected price; null: a dry run makes none.' }),
    recalculation: recalculation.meta({ description: 'What it changes, as far as is known so far.' }),
  }),
});
