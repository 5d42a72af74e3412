import { UNKNOWN } from '../../../../shared/shown/figures.ts';
import { difference, roundedText, signOf, size } from '../../../../shared/shown/fractions.ts';
import { smallMoney } from '../../shared/format/formats.ts';

export interface Alternative {
  readonly provider: string;
  readonly score: number | null;
  readonly estimated_cost: number | null;
}

/** The alternatives of a decision that can be read: the message may hold anything there. */
export function alternativesOf(values: readonly unknown[]): readonly Alternative[] {
  return values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    const members = new Map(Object.entries(value));
    const provider: unknown = members.get('provider');
    return typeof provider === 'string'
      ? {
          provider,
          score: numberOf(members.get('score')),
          estimated_cost: numberOf(members.get('estimated_cost')),
        }
      : [];
  });
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The decimals of a small amount. */
const SHOWN_PLACES = 6;

/**
 * What an alternative was estimated to cost, compared with what was paid.
 * @param paid an exact decimal; null: not known
 */
export function compare(
  estimated: number | null,
  paid: string | null,
): { readonly words: string; readonly isLess: boolean } {
  if (estimated === null || paid === null) return { words: UNKNOWN, isLess: false };
  const more = difference(estimated, paid);
  if (roundedText(more, SHOWN_PLACES) === '0') return { words: 'the same', isLess: false };
  const isLess = signOf(more) < 0;
  return { words: `${smallMoney(size(more))} ${isLess ? 'less' : 'more'}`, isLess };
}
