import { sameDecimal } from './decimals.ts';
import type { Calculation } from './explanation.ts';

/**
 * The prices that something was charged by. Those of what was not used, such as searches of a task that made none, would
 * hide them; where nothing was used, all of them are shown, as that is why it cost nothing.
 */
export function chargedComponents({ components }: Calculation): Calculation['components'] {
  const charged = components.filter(({ quantity }) => quantity === null || !sameDecimal(quantity, '0'));
  return charged.length === 0 ? components : charged;
}
