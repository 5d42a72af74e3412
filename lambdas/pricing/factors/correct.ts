import { randomUUID } from 'node:crypto';
import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { lockPriceBook, lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { conflict, hidden, invalidRequest } from '../../../shared/http/problem.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { requestRecalculation } from '../../../shared/recalculation/request.ts';
import { mayHaveStarted } from '../../../shared/start-times/start-times.ts';
import { authorizeChange } from '../authorize.ts';
import { correctPriceFactor } from './contract.ts';
import { readFactor, withoutOverlap } from './factor.ts';
import {
  correctPriceFactor as replace,
  factorToCorrect,
  type FactorToCorrectRow,
} from './factors.statement.ts';

export function correctPriceFactorOperation(database: Database): Operation<typeof correctPriceFactor> {
  return operation(correctPriceFactor, ({ path: { id }, body, now, caller }) =>
    asCaller(database, caller, async (transaction) => {
      const { organization_id: organizationId } = await find(transaction, id);
      await authorizeChange(transaction, caller, organizationId, { parameter: 'id' });
      await lockPriceBook.run(transaction);
      const wrong = await find(transaction, id);
      if (wrong.is_superseded) {
        const detail = `must not be superseded; it is, by ${wrong.superseded_by}`;
        throw conflict(`The factor ${detail}.`, [{ parameter: 'id', detail }]);
      }
      const begins = body.effective_date ?? wrong.begins;
      const ends = body.end_date === undefined ? wrong.ends : (body.end_date ?? 'infinity');
      if (compare(begins, ends) >= 0) {
        throw invalidRequest([{ field: 'end_date', detail: 'must be after effective_date' }]);
      }
      const newId = randomUUID();
      const change = { id, newId, factor: body.factor, effectiveDate: begins };
      const endDate = ends === 'infinity' ? null : ends;
      await withoutOverlap(() => replace.run(transaction, { ...change, endDate }));
      const [start = begins] = [begins, wrong.begins].sort(compare);
      const [, end = ends] = [ends, wrong.ends].sort(compare);
      const recalculationId =
        start === '-infinity' || mayHaveStarted(start, now)
          ? await requestRecalculation(transaction, {
              cause: 'price_factor',
              organizationId,
              provider: wrong.provider,
              model: wrong.model,
              priceId: null,
              start,
              end,
              reason: body.reason,
            })
          : null;
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'price_factor.corrected',
        subject: id,
        details: { ...body, before: wrong.factor, corrected_id: newId, recalculation_id: recalculationId },
      });
      const factor = await readFactor(transaction, newId, organizationId);
      await lockPricingInputs.run(transaction);
      return { ...factor, recalculation_id: recalculationId };
    }),
  );
}

/** @throws Problem 404 where there is none that the caller may see */
async function find(transaction: Transaction, id: string): Promise<FactorToCorrectRow> {
  const [found] = await factorToCorrect.run(transaction, { id });
  if (found) return found;
  throw hidden('There is no such factor among those that you may see.', [
    { parameter: 'id', detail: 'must be the id of a factor' },
  ]);
}

/** Compares instants as PostgreSQL writes them, the infinite ones included. */
function compare(left: string, right: string): number {
  const at = (instant: string) =>
    instant.endsWith('infinity') ? (instant.startsWith('-') ? -Infinity : Infinity) : Date.parse(instant);
  const [first, second] = [at(left), at(right)];
  return first === second ? 0 : first < second ? -1 : 1;
}
