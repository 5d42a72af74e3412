import { count } from '../../../shared/format/formats.ts';
import type { Price } from './price.ts';
import styles from './shared.module.css';

type Conditions = Pick<
  Price,
  'above_input_tokens' | 'daily_start' | 'daily_end' | 'service_tier' | 'speed' | 'inference_geo'
>;

/** When a price applies, beside its time in force; undefined: always. */
export function conditionOf(price: Conditions): string | undefined {
  const { above_input_tokens: above, daily_start: start, daily_end: end } = price;
  const parts: string[] = [];
  if (price.service_tier !== null) parts.push(`service tier ${price.service_tier}`);
  if (price.speed !== null) parts.push(`speed ${price.speed}`);
  if (price.inference_geo !== null) parts.push(`inference in ${price.inference_geo}`);
  if (above > 0) parts.push(`above ${count(above)} input tokens`);
  if (start !== '00:00:00' || end !== '24:00:00') {
    parts.push(`${start.slice(0, 5)}–${end.slice(0, 5)} UTC`);
  }
  return parts.length === 0 ? undefined : parts.join(', ');
}

export function Condition({ price }: { readonly price: Conditions }) {
  const text = conditionOf(price);
  return text === undefined ? null : <span className={styles['aside']}>{text}</span>;
}
