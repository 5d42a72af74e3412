import { listPrices } from '../../lambdas/pricing/prices/contract.ts';
import { all, call } from '../api.ts';
import { table } from '../output.ts';
import type { Context } from './command.ts';
import { uuid } from './parameters.ts';

export interface ListOptions {
  readonly organization?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly search?: string;
}

/** The prices in force now, with the ids that a correction takes. */
export async function listInForce({ output, target: find }: Context, options: ListOptions): Promise<void> {
  const { organization, ...query } = options;
  const of = organization === undefined ? {} : { organization_id: uuid('--organization', organization) };
  const target = await find();
  const prices = await all(
    (cursor) => call(target, listPrices, { query: { ...query, ...of, limit: 100, cursor } }),
    (page) => page.prices,
  );
  output.answer(prices, () =>
    table(
      ['id', 'provider', 'model', 'task type', 'unit', 'above', 'dollars', 'from', 'source'],
      prices.map((each) => [
        each.id,
        each.provider,
        each.model,
        each.task_type,
        each.pricing_model,
        each.above_input_tokens === 0 ? null : each.above_input_tokens,
        each.cost_per_unit,
        each.effective_date?.slice(0, 10),
        each.organization_id === null ? each.source : 'contract',
      ]),
      'No such price is in force.',
    ),
  );
}
