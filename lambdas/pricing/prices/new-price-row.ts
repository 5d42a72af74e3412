import type * as z from 'zod';
import type { Caller } from '../../../shared/http/caller.ts';
import type { newPrice } from './contract.ts';

/** Columns of provider_pricing, as JSON that PostgreSQL makes a row of. */
export type NewPriceRow = ReturnType<typeof newPriceRow>;

export function newPriceRow(body: z.output<typeof newPrice>, caller: Caller) {
  return {
    ...body,
    organization_id: body.organization_id ?? null,
    model: body.model ?? null,
    task_type: body.task_type ?? null,
    end_date: body.end_date ?? null,
    created_by: caller.subject,
  };
}
