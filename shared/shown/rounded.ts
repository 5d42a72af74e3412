import { quotient, roundedText, type Exact, type Fraction, type Maybe } from './fractions.ts';

/** An exact figure as a JSON number for presentation, rounded half away from zero. */
export function rounded(exact: Exact, places: number): number {
  return Number(roundedText(exact, places));
}

export function roundedOrNull(exact: Exact | null, places: number): number | null {
  return exact === null ? null : rounded(exact, places);
}

/** Part of a whole from 0 to 1, 4 decimals; null where there is no whole. */
export function shareOf(part: Exact, whole: Exact): number | null {
  return roundedOrNull(quotient(part, whole), 4);
}

/** The same in percent, 2 decimals; null, too, where one of both is not known. */
export function percentageOf(part: Maybe<Exact>, whole: Maybe<Exact>): number | null {
  const share = quotient(part, whole);
  return share && rounded(inPercent(share), 2);
}

export const inPercent = ({ dividend, divisor }: Fraction): Fraction => ({
  dividend: 100n * dividend,
  divisor,
});
