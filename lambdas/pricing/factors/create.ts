import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { lockPriceBook, lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { requestRecalculation } from '../../../shared/recalculation/request.ts';
import { mayHaveStarted } from '../../../shared/start-times/start-times.ts';
import { authorizeChange } from '../authorize.ts';
import { createPriceFactor } from './contract.ts';
import { readFactor, withoutOverlap } from './factor.ts';
import { addPriceFactor } from './factors.statement.ts';

export function createPriceFactorOperation(database: Database): Operation<typeof createPriceFactor> {
  return operation(createPriceFactor, ({ body, now, caller }) =>
    asCaller(database, caller, async (transaction) => {
      const { organization_id: organizationId = null, model = null, end_date: endDate = null } = body;
      await authorizeChange(transaction, caller, organizationId, { field: 'organization_id' });
      await lockPriceBook.run(transaction);
      const row = { ...body, created_by: caller.subject };
      const added = await withoutOverlap(() => addPriceFactor.one(transaction, { factor: row }));
      const recalculationId = mayHaveStarted(body.effective_date, now)
        ? await requestRecalculation(transaction, {
            cause: 'price_factor',
            organizationId,
            provider: body.provider,
            model,
            priceId: null,
            start: body.effective_date,
            end: endDate ?? 'infinity',
            reason: null,
          })
        : null;
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'price_factor.created',
        subject: added.added_id,
        details: {
          ...row,
          closed_id: added.closed_id,
          resumed_id: added.resumed_id,
          recalculation_id: recalculationId,
        },
      });
      const factor = await readFactor(transaction, added.added_id, organizationId);
      // Last, because ingest waits from here on until the commit.
      await lockPricingInputs.run(transaction);
      return { ...factor, recalculation_id: recalculationId };
    }),
  );
}
