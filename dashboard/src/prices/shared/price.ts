import type { listPrices } from '../../../../lambdas/pricing/prices/contract.ts';
import type { ResultOf } from '../../runtime/api/operation.ts';
import { shiftDecimal } from '../../runtime/format/decimals.ts';
import { day, exactMoney, instant } from '../../runtime/format/formats.ts';

export type Price = ResultOf<typeof listPrices>['prices'][number];
export type Unit = Price['pricing_model'];

/** In the order of a rate card: what it is called, and what one of it is. */
export const units: Readonly<Record<Unit, { readonly name: string; readonly one: string }>> = {
  per_token: { name: 'All tokens', one: 'token' },
  per_input_token: { name: 'Input tokens', one: 'input token' },
  per_cache_read_token: { name: 'Cache reads', one: 'cached token' },
  per_cache_write_token: { name: 'Cache writes', one: 'cached token' },
  per_output_token: { name: 'Output tokens', one: 'output token' },
  per_request: { name: 'Request', one: 'request' },
  per_compute_unit: { name: 'Compute unit', one: 'compute unit' },
};

const order = Object.keys(units);
export const unitRank = (unit: Unit): number => order.indexOf(unit);

export const isTokenUnit = (unit: Unit): boolean => unit.endsWith('_token');

/** A price for a token as one for a million. */
export const perMillion = (costPerUnit: string): string => shiftDecimal(costPerUnit, 6);

/** As people quote it: tokens by the million. */
export function quotedPrice(costPerUnit: string, unit: Unit): string {
  return isTokenUnit(unit)
    ? `${exactMoney(perMillion(costPerUnit))} per million`
    : `${exactMoney(costPerUnit)} per ${units[unit].one}`;
}

/** The same as a sentence of its own: with what a million there is of. */
export function fullPrice(costPerUnit: string, unit: Unit): string {
  const quoted = quotedPrice(costPerUnit, unit);
  return isTokenUnit(unit) ? `${quoted} ${units[unit].one}s` : quoted;
}

/** An instant of the price book. They are in UTC everywhere, because prices follow no organization's time zone. */
export function bookInstant(value: string): string {
  return /T00:00:00(\.0+)?Z$/.test(value) ? day(value.slice(0, 10)) : `${instant(value, 'UTC')} UTC`;
}

interface TimeInForce {
  readonly effective_date: string | null;
  readonly end_date: string | null;
}

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
  | 'pricing_model'
  | 'above_input_tokens'
  | 'daily_start'
  | 'daily_end'
>;

/** Whether two versions are of the same scope, unit, tier and part of the day: one replaces the other. */
export function isSameLine(one: Line, other: Line): boolean {
  return (
    one.organization_id === other.organization_id &&
    one.provider === other.provider &&
    one.model === other.model &&
    one.task_type === other.task_type &&
    one.pricing_model === other.pricing_model &&
    one.above_input_tokens === other.above_input_tokens &&
    one.daily_start === other.daily_start &&
    one.daily_end === other.daily_end
  );
}
