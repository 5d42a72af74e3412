import type { z } from 'zod';
import { audit } from '../runtime/audit.ts';
import type { Database, Transaction } from '../runtime/database.ts';
import type { Caller } from '../runtime/http/caller.ts';
import { operation, type Operation } from '../runtime/http/operation.ts';
import { forbidden } from '../runtime/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../runtime/http/tenancy.ts';
import { parseRows } from '../runtime/rows.ts';
import { createPrice, type newPrice } from './contract.ts';
import insertPriceChange from './insert-price-change.sql';
import insertPrice from './insert-price.sql';
import { interruptOpenEnded } from './interrupt-open-ended.ts';
import lockPriceBook from './lock-price-book.sql';
import { priceRow } from './price.ts';

type NewPrice = z.output<typeof newPrice>;

export function createPriceOperation(database: Database): Operation {
  return operation(createPrice, ({ body, caller }) =>
    asCaller(database, caller, async (transaction) => {
      await authorize(transaction, caller, body.organization_id);
      return addPrice(transaction, caller, body);
    }),
  );
}

async function authorize(
  transaction: Transaction,
  caller: Caller,
  organizationId: string | undefined,
): Promise<void> {
  if (organizationId === undefined) {
    if (!caller.isOperator) throw forbidden('Only an operator may add list prices.');
    return;
  }
  const named = { field: 'organization_id' };
  requireAdmin(caller, await enter(transaction, organizationId, { operators: true, named }));
}

async function addPrice(
  transaction: Transaction,
  caller: Caller,
  body: NewPrice,
): Promise<z.output<typeof priceRow>> {
  const organizationId = body.organization_id ?? null;
  const endDate = body.end_date ?? null;
  const scope = [
    organizationId,
    body.provider,
    body.model ?? null,
    body.task_type ?? null,
    body.pricing_model,
    body.above_input_tokens,
  ];
  await transaction.query(lockPriceBook);
  const interrupted = await interruptOpenEnded(transaction, scope, body.effective_date, endDate);
  const inserted = await transaction.query(insertPrice, [
    ...scope,
    body.effective_date,
    endDate,
    body.cost_per_unit,
    body.currency,
    body.source,
    body.notes ?? null,
  ]);
  const [price] = parseRows(priceRow, inserted);
  if (!price) throw new Error('an insert without a condition gives one row');
  if (interrupted) {
    const { closedId, resumedId, costPerUnit } = interrupted;
    const change = [organizationId, price.id, closedId, costPerUnit, body.cost_per_unit];
    await transaction.query(insertPriceChange, change);
    if (resumedId !== null) {
      const changeBack = [organizationId, resumedId, price.id, body.cost_per_unit, costPerUnit];
      await transaction.query(insertPriceChange, changeBack);
    }
  }
  await audit(transaction, {
    organizationId,
    actor: caller.subject,
    action: 'price.created',
    subject: price.id,
    details: {
      ...body,
      closed_price_id: interrupted?.closedId ?? null,
      resumed_price_id: interrupted?.resumedId ?? null,
    },
  });
  return price;
}
