import type { listPrices } from '../../../../../lambdas/pricing/prices/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { day, instant } from '../../../shared/format/formats.ts';

export type Price = ResultOf<typeof listPrices>['prices'][number];

/** An instant of the price book. They are in UTC everywhere, because prices follow no organization's time zone. */
export function bookInstant(value: string): string {
  return /T00:00:00(\.0+)?Z$/.test(value) ? day(value.slice(0, 10)) : `${instant(value, 'UTC')} UTC`;
}

export type TimeInForce = Readonly<Pick<Price, 'effective_date' | 'end_date'>>;

/** From when until when, as one text. */
export function timeInForce({ effective_date: from, end_date: until }: TimeInForce): string {
  if (from === null) return until === null ? 'always' : `until ${bookInstant(until)}`;
  return until === null ? `since ${bookInstant(from)}` : `${bookInstant(from)} – ${bookInstant(until)}`;
}

type Line = Pick<
  Price,
  | 'organization_id'
  | 'provider'
  | 'model'
  | 'task_type'
  | 'service_tier'
  | 'speed'
  | 'inference_geo'
  | 'pricing_model'
  | 'above_input_tokens'
  | 'daily_start'
  | 'daily_end'
>;

/** Whether two versions are of the same scope, conditions, unit, tier and part of the day: one replaces the other. */
export function isSameLine(one: Line, other: Line): boolean {
  return (
    one.organization_id === other.organization_id &&
    one.provider === other.provider &&
    one.model === other.model &&
    one.task_type === other.task_type &&
    one.service_tier === other.service_tier &&
    one.speed === other.speed &&
    one.inference_geo === other.inference_geo &&
    one.pricing_model === other.pricing_model &&
    one.above_input_tokens === other.above_input_tokens &&
    one.daily_start === other.daily_start &&
    one.daily_end === other.daily_end
  );
}
