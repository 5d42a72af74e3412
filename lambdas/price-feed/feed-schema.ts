import type { MatchLogic } from '@pydantic/genai-prices';
import * as z from 'zod';

/** Unknown keys are ignored, as feeds may be newer; an unknown constraint is not, as it decides when a price holds. */

const amount = z.number().min(0);
const price = z.union([
  amount,
  z.object({ base: amount, tiers: z.array(z.object({ start: z.int().min(0), price: amount })) }),
]);
const priceSet = z.record(z.string(), price.optional());

/** Seconds since midnight UTC. The price book's windows are of whole seconds. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/)
  .transform((time) => (Date.parse(`1970-01-02T${time}`) / 1000) % 86_400);

/** A first day, UTC, or a part of each day, which may go over midnight. */
const constraint = z.union([
  z
    .strictObject({ type: z.literal('start_date').optional(), start_date: z.iso.date() })
    .transform(({ start_date: day }) => ({ from: Date.parse(day) })),
  z
    .strictObject({
      type: z.literal('time_of_date').optional(),
      start_time: timeOfDay,
      end_time: timeOfDay,
    })
    .transform(({ start_time: dailyStart, end_time: dailyEnd }) => ({ dailyStart, dailyEnd })),
]);

const conditionalPrices = z.object({ constraint: constraint.optional(), prices: priceSet });

const matchLogic: z.ZodType<MatchLogic> = z.union([
  z.object({ or: z.array(z.lazy(() => matchLogic)) }),
  z.object({ and: z.array(z.lazy(() => matchLogic)) }),
  z.object({ equals: z.string() }),
  z.object({ starts_with: z.string() }),
  z.object({ ends_with: z.string() }),
  z.object({ contains: z.string() }),
  z.object({ regex: z.string().refine(compiles, 'must be a regular expression') }),
]);

const model = z.object({
  id: z.string().min(1),
  match: matchLogic,
  price_comments: z.string().optional(),
  // What holds always, or what holds under constraints: the last of those that hold is in force.
  prices: z.union([
    z.array(conditionalPrices).min(1),
    priceSet.transform((prices) => [{ constraint: undefined, prices }]),
  ]),
});

const provider = z.object({
  id: z.string().min(1),
  models: z.array(model),
  /** Whose models this provider also has, looked up after its own. */
  fallback_model_providers: z.array(z.string()).optional(),
});

/** The list prices of all providers: version 2 of the JSON of github.com/pydantic/genai-prices. */
export const feedSchema = z
  .array(provider)
  .refine((providers) => providers.some(({ models }) => models.length > 0), 'must have a model');

export type FeedPriceSet = z.output<typeof priceSet>;
export type FeedPrices = z.output<typeof model>['prices'];
export type FeedModel = z.output<typeof model>;
export type FeedProvider = z.output<typeof provider>;

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== '';
  } catch {
    return false;
  }
}
