import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { lockPriceBook } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { forbidden, invalidRequest } from '../../../shared/http/problem.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { listPriceSources, setPriceSource } from './contract.ts';
import { knownSources, priceSources, setSource } from './sources.statement.ts';

export function listPriceSourcesOperation(database: Database): Operation<typeof listPriceSources> {
  return operation(listPriceSources, ({ caller }) =>
    asCaller(database, caller, async (transaction) => ({
      sources: [...(await priceSources.run(transaction, { provider: null }))],
      known: await known(transaction),
    })),
  );
}

export function setPriceSourceOperation(database: Database): Operation<typeof setPriceSource> {
  return operation(setPriceSource, ({ body, caller }) =>
    asCaller(database, caller, async (transaction) => {
      if (!caller.isOperator) throw forbidden('Only an operator may set price sources.');
      const { provider, price_source: priceSource } = body;
      if (priceSource !== null && !(await known(transaction)).includes(priceSource)) {
        const detail = 'must be one of the providers that `GET /api/v1/pricing/sources` names as known';
        throw invalidRequest([{ field: 'price_source', detail }]);
      }
      // An import under way has read the settings before.
      await lockPriceBook.run(transaction);
      await setSource.run(transaction, { provider, priceSource, setBy: caller.subject });
      await audit(transaction, {
        organizationId: null,
        actor: caller.subject,
        action: 'price_source.set',
        subject: provider,
        details: { price_source: priceSource },
      });
      return priceSources.one(transaction, { provider });
    }),
  );
}

async function known(transaction: Transaction): Promise<string[]> {
  return (await knownSources.run(transaction)).map(({ provider }) => provider);
}
