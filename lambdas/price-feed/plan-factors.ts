import { randomUUID } from 'node:crypto';
import { factorKey, type WantedFactor } from './wanted-factors.ts';

/** A list factor that is in force. */
export interface StoredFactor {
  readonly id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly dimension: string;
  readonly value: string;
  readonly factor: string;
  readonly source: string;
  /** Epoch milliseconds, infinite where they are open. */
  readonly from: number;
  readonly until: number;
}

interface PlannedFactor extends Omit<StoredFactor, 'source'> {
  readonly note: string;
}

export interface FactorPlan {
  readonly superseded: readonly { readonly id: string; readonly by: string | null }[];
  readonly inserted: readonly PlannedFactor[];
  /** From when the costs of each provider and model (null: any) differ. */
  readonly changed: readonly {
    readonly provider: string;
    readonly model: string | null;
    readonly since: number;
  }[];
}

/**
 * Compares the factors of the sources with what is stored. A new one is in force from the beginning, a changed one from now
 * on; one that is gone stays, and what an operator holds is left alone.
 * @param renewed providers that are billed by another source than before: theirs begin anew
 */
export function planFactors(
  wanted: readonly WantedFactor[],
  stored: readonly StoredFactor[],
  renewed: ReadonlySet<string>,
  now: number,
): FactorPlan {
  const held = new Set(
    stored.filter(({ source }) => source === 'manual_entry').map((factor) => keyOf(factor)),
  );
  const ours = stored.filter(({ source }) => source === 'provider_api');
  const gone = ours.filter(({ provider }) => renewed.has(provider));
  const kept = Map.groupBy(
    ours.filter(({ provider }) => !renewed.has(provider)),
    (factor) => keyOf(factor),
  );
  const superseded: { id: string; by: string | null }[] = gone.map(({ id }) => ({ id, by: null }));
  const inserted: PlannedFactor[] = [];
  const changed: FactorPlan['changed'][number][] = [];
  for (const factor of wanted.filter((each) => !held.has(factorKey(each)))) {
    const { provider, model } = factor;
    const known = kept.get(factorKey(factor)) ?? [];
    const last = known.find(({ until }) => until === Infinity);
    if (last && Number(last.factor) === Number(factor.factor)) continue;
    const from = known.length === 0 ? -Infinity : now;
    if (last) {
      const closed = { ...last, id: randomUUID(), until: now, note: factor.note };
      superseded.push({ id: last.id, by: closed.id });
      inserted.push(closed);
    }
    inserted.push({ ...factor, id: randomUUID(), from, until: Infinity });
    changed.push({ provider, model, since: from });
  }
  return { superseded, inserted, changed };
}

const keyOf = ({ provider, model, dimension, value }: StoredFactor): string =>
  [provider, model ?? '', dimension, value].join('\n');
