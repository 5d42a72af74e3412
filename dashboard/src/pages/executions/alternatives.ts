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
