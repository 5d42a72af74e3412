import type { Calculation, Explained } from './explanation.ts';

type Component = Calculation['components'][number];

/**
 * Whether the quantity of a price for input or output is less than the whole, because cached tokens, audio, images or
 * reasoning have prices of their own: said, or it would look wrong. Requests in several context tiers have a price each, which
 * together are of the whole.
 */
export function isChargedApart(
  { unit }: Component,
  { components }: Calculation,
  usage: Explained['usage'],
): boolean {
  const whole = unit === 'per_input_token' ? usage.input_tokens : usage.output_tokens;
  if ((unit !== 'per_input_token' && unit !== 'per_output_token') || whole === null) return false;
  const quantities = components.filter((each) => each.unit === unit).map(({ quantity }) => quantity);
  return (
    quantities.every((quantity) => quantity !== null) &&
    quantities.reduce((sum, quantity) => sum + Number(quantity), 0) < whole
  );
}
