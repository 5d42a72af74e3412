import { z } from 'zod';
import { audit } from '../../shared/audit/audit.ts';
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { forbidden } from '../../shared/http/problem.ts';
import { asCaller } from '../../shared/http/tenancy.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { createOrganization } from './contract.ts';
import insertOrganization from './insert-organization.sql';
import { readOrganization } from './organization.ts';
import ensurePartitions from './partitions.sql';
import { requireKnownTimeZone } from './time-zone.ts';

export function createOrganizationOperation(database: Database): Operation {
  return operation(createOrganization, async ({ body, now, caller }) => {
    if (!caller.isOperator) throw forbidden('Only an operator may create an organization.');
    return asCaller(database, caller, async (transaction) => {
      await requireKnownTimeZone(transaction, body.time_zone);
      const inserted = await transaction.query(insertOrganization, [
        body.name,
        body.time_zone,
        body.retention_days,
        body.review_threshold,
        body.baseline.provider,
        body.baseline.model ?? null,
      ]);
      const [created] = parseRows(z.object({ id: z.string() }), inserted);
      if (!created) throw new Error('an insert without a condition gives one row');
      await transaction.query(ensurePartitions, [now.toISOString(), body.retention_days]);
      await audit(transaction, {
        organizationId: created.id,
        actor: caller.subject,
        action: 'organization.created',
        subject: created.id,
        details: body,
      });
      return readOrganization(transaction, created.id);
    });
  });
}
