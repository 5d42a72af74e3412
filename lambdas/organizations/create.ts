import { audit } from '../../shared/audit/audit.ts';
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { forbidden } from '../../shared/http/problem.ts';
import { asCaller } from '../../shared/http/tenancy.ts';
import { warningsOf } from './baselines/replace-baseline.ts';
import { refuseTooShortForArchive } from './retention/archive.ts';
import { insertOrganization } from './changes.statement.ts';
import { createOrganization } from './contract.ts';
import { readOrganization } from './organization.ts';
import { requireKnownTimeZone } from './time-zone.ts';

/** @param producersEnforced whether it takes executions of registered producers alone from now on */
export function createOrganizationOperation(
  database: Database,
  producersEnforced: boolean,
): Operation<typeof createOrganization> {
  return operation(createOrganization, async ({ body, caller }) => {
    if (!caller.isOperator) throw forbidden('Only an operator may create an organization.');
    return asCaller(database, caller, async (transaction) => {
      refuseTooShortForArchive(body);
      await requireKnownTimeZone(transaction, body.time_zone);
      const { id } = await insertOrganization.one(transaction, {
        name: body.name,
        timeZone: body.time_zone,
        retentionDays: body.retention_days,
        reviewThreshold: body.review_threshold,
        actualCostSource: body.actual_cost_source,
        keepDescriptions: body.keep_descriptions,
        keepErrorMessages: body.keep_error_messages,
        figuresByPerson: body.figures_by_person,
        archive: body.archive,
        provider: body.baseline.provider,
        model: body.baseline.model,
        producersEnforced,
      });
      await audit(transaction, {
        organizationId: id,
        actor: caller.subject,
        action: 'organization.created',
        subject: id,
        details: body,
      });
      const made = await readOrganization(transaction, id);
      return { ...made, warnings: warningsOf(body.baseline, 'baseline.model') };
    });
  });
}
