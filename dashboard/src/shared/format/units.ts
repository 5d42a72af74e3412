import type { listPrices } from '../../../../lambdas/pricing/prices/contract.ts';
import type { ResultOf } from '../api/operation.ts';
import { shiftDecimal } from '../../../../shared/shown/decimals.ts';
import { exactMoney } from './formats.ts';

/** What a price is for one of. */
export type Unit = ResultOf<typeof listPrices>['prices'][number]['pricing_model'];

/** In the order of a rate card: what it is called, and what one of it is. */
export const units: Readonly<Record<Unit, { readonly name: string; readonly one: string }>> = {
  per_token: { name: 'All tokens', one: 'token' },
  per_input_token: { name: 'Input tokens', one: 'input token' },
  per_cache_read_token: { name: 'Cache reads', one: 'cached token' },
  per_cache_write_token: { name: 'Cache writes', one: 'cached token' },
  per_cache_write_1h_token: { name: 'Cache writes for an hour', one: 'token cached for an hour' },
  per_output_token: { name: 'Output tokens', one: 'output token' },
  per_reasoning_token: { name: 'Reasoning', one: 'reasoning token' },
  per_audio_input_token: { name: 'Audio input', one: 'audio input token' },
  per_audio_output_token: { name: 'Audio output', one: 'audio output token' },
  per_image_input_token: { name: 'Image input', one: 'image input token' },
  per_web_search: { name: 'Web search', one: 'web search' },
  per_request: { name: 'Request', one: 'request' },
  per_compute_unit: { name: 'Compute unit', one: 'compute unit' },
};

/** The explanation of a cost may name one that is newer than this. */
export const isUnit = (unit: string): unit is Unit => unit in units;

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
  return isTokenUnit(unit) ? `${quoted} ${plural(units[unit].one)}` : quoted;
}

const plural = (one: string): string => one.replace('token', 'tokens');
