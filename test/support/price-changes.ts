import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './test-database.ts';
import { NOW } from './messages.ts';

const HOUR = 3_600_000;
/** Within the three days that the executions of validFields start in, on the hour and off it. */
const instants = fc.integer({ min: -72, max: 1 }).map((hours) => new Date(NOW + hours * HOUR).toISOString());
const costs = fc.integer({ min: 0, max: 40_000 }).map((units) => `${units}e-9`);

/** What a correction can say of a price. */
export const corrections = fc.oneof(
  fc.record({ cost_per_unit: costs }),
  fc.record({ effective_date: instants }),
  fc.record({ cost_per_unit: costs, end_date: fc.option(instants) }),
);

/** What can happen to prices after executions are stored. `pick` chooses one of the prices in force. */
export const priceChanges = fc.oneof(
  fc.record({
    kind: fc.constant('correction' as const),
    pick: fc.nat(),
    correction: corrections,
  }),
  fc.record({
    kind: fc.constant('new price' as const),
    contract: fc.boolean(),
    provider: fc.constantFrom('fast', 'slow', 'dear', 'unheard_of'),
    model: fc.constantFrom(null, 'm'),
    cost: costs,
    from: instants,
  }),
  fc.record({
    kind: fc.constant('baseline' as const),
    provider: fc.constantFrom('slow', 'dear', 'nobody_prices_it'),
    from: instants,
  }),
);
export type PriceChange = typeof priceChanges extends fc.Arbitrary<infer Change> ? Change : never;

/** One of the prices in force; with a contract come those of the other organizations, which are made alike. */
const PICKED_PRICES = `
  with prices as (
    select *, (organization_id is not null, provider, coalesce(model, ''), pricing_model, effective_date) as likeness
    from provider_pricing
    where superseded_at is null and created_by <> 'catalog'
  )
  select id from prices
  where likeness = (
    select likeness from prices order by likeness, id offset (select $1::bigint % count(*) from prices) limit 1)`;

/**
 * Makes a change and asks for its recalculation, as the functions behind the API do. What prices do not allow (an
 * overlap) does not happen. Contracts and baselines change for all the given organizations alike.
 */
export async function change(
  { admin }: TestDatabase,
  organizationIds: readonly string[],
  what: PriceChange,
): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    await make();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const refused =
      error instanceof Error && 'code' in error && ['23P01', '23505', '23514'].includes(String(error.code));
    if (!refused) throw error;
  } finally {
    client.release();
  }

  async function make(): Promise<void> {
    if (what.kind === 'correction') {
      const { rows } = await client.query(PICKED_PRICES, [what.pick]);
      for (const price of rows) {
        await client.query(
          `with corrected as (select correct_price($1, $2) as id)
           select request_recalculation(p.organization_id, 'price_correction', c.id, least(p.effective_date, $3),
             'infinity', array[p.provider], case when p.model is not null then array[p.model] end, 'wrong', 'test')
           from corrected c, provider_pricing p
           where p.id = $1`,
          [price.id, { ...what.correction, corrected_by: 'test' }, new Date(0)],
        );
      }
    } else if (what.kind === 'new price') {
      for (const organizationId of what.contract ? organizationIds : [null]) {
        await client.query(
          `with price as (
             insert into provider_pricing (id, organization_id, provider, model, pricing_model, cost_per_unit,
               effective_date, source, created_by)
             values ($1, $2::uuid, $3, $4, 'per_output_token', $5, $6,
               case when $2::uuid is null then 'manual_entry' else 'contract' end, 'test')
             returning *)
           select request_recalculation(organization_id, 'new_price', id, effective_date, 'infinity', array[provider],
             case when model is not null then array[model] end, null, 'test')
           from price`,
          [randomUUID(), organizationId, what.provider, what.model, what.cost, what.from],
        );
      }
    } else {
      for (const organizationId of organizationIds) {
        await client.query(
          `update organization_baselines set end_date = $2
           where organization_id = $1 and end_date is null and effective_date < $2`,
          [organizationId, what.from],
        );
        await client.query(
          `insert into organization_baselines (organization_id, provider, effective_date, created_by)
           values ($1, $2, $3, 'test')`,
          [organizationId, what.provider, what.from],
        );
        await client.query(
          `select request_recalculation($1, 'baseline_change', null, $2, 'infinity', null, null, null, 'test')`,
          [organizationId, what.from],
        );
      }
    }
    await client.query('select lock_pricing_inputs()');
  }
}
