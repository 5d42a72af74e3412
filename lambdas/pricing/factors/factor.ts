import { DatabaseError } from 'pg';
import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { conflict } from '../../../shared/http/problem.ts';
import { priceFactors, type PriceFactorsRow } from './factors.statement.ts';
import type { priceFactor } from './contract.ts';

export type Factor = z.input<typeof priceFactor>;

export function toFactor({ position: _position, ...row }: PriceFactorsRow): Factor {
  return row;
}

/** One that is known to be there. */
export async function readFactor(
  transaction: Transaction,
  id: string,
  organizationId: string | null,
): Promise<Factor> {
  const none = { provider: null, model: null, dimension: null, afterTime: null, afterId: null };
  const found = await priceFactors.one(transaction, {
    ...none,
    id,
    organizationId,
    withSuperseded: true,
    limit: 1,
  });
  return toFactor(found);
}

const EXCLUSION_VIOLATION = '23P01';

/** Runs `change`. @throws Problem 409 where the factor would be in force beside another one for the same */
export async function withoutOverlap<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== EXCLUSION_VIOLATION) throw error;
    const detail = 'overlaps another factor of the same scope';
    throw conflict(`The factor ${detail}.`, [{ field: 'effective_date', detail }]);
  }
}
