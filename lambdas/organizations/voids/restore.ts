import { refuseTooManyWaiting } from '../../../shared/recalculation/refuse-too-many.ts';
import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { conflict } from '../../../shared/http/problem.ts';
import { asMember, requireAdmin } from '../../../shared/http/tenancy.ts';
import { lockOrganization } from '../members.statement.ts';
import { restoreVoid } from './contract.ts';
import { readVoid } from './read.ts';
import { requestRestore } from './voids.statement.ts';

export function restoreVoidOperation(database: Database): Operation<typeof restoreVoid> {
  return operation(restoreVoid, ({ path: { id }, body: { organization_id: organizationId }, caller }) =>
    asMember(database, caller, organizationId, async (transaction, membership) => {
      requireAdmin(caller, membership);
      // One at a time: of two requests the second sees that it was taken back.
      await lockOrganization.one(transaction, { organizationId });
      const found = await readVoid(transaction, organizationId, id);
      const refused = refusalOf(found);
      if (refused !== undefined)
        throw conflict(`The void ${refused}.`, [{ parameter: 'id', detail: refused }]);
      await refuseTooManyWaiting(transaction, organizationId);
      await requestRestore.one(transaction, { organizationId, id });
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'execution.restored',
        resourceType: 'void',
        subject: id,
        details: { executions: found.executions },
      });
      return readVoid(transaction, organizationId, id);
    }),
  );
}

type Found = Awaited<ReturnType<typeof readVoid>>;

function refusalOf({ dry_run: isDryRun, restore, status }: Found): string | undefined {
  if (isDryRun) return 'is a dry run, which took nothing out';
  if (restore !== null) return 'was taken back already';
  return status === 'completed'
    ? undefined
    : 'is not completed: what it has not taken out cannot be put back';
}
