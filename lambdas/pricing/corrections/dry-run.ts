import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { readRecalculation, type Recalculation } from '../../../shared/recalculation/read.ts';
import { requestRecalculation } from '../../../shared/recalculation/request.ts';
import { workOn } from '../../../shared/recalculation/work.ts';
import { prepareCorrection, type CorrectionRequest } from './prepare.ts';

export interface DryRunOptions {
  /** Milliseconds; the time since an earlier call. */
  readonly clock: () => number;
  /** How long it may be worked on before it is left to the scheduled job, in milliseconds of the clock. */
  readonly dryRunLimit: number;
}

/**
 * Calculates what a correction would change. A contract's is worked on here, as the one organization that it is about; a
 * list price concerns all of them, which is the scheduled job's to read.
 * @returns the recalculation, completed unless it is a list price's or takes longer than the limit
 */
export async function tryCorrection(
  database: Database,
  request: CorrectionRequest,
  { clock, dryRunLimit }: DryRunOptions,
): Promise<Recalculation> {
  const { caller, now } = request;
  const end = clock() + dryRunLimit;
  const { id, organizationId } = await asCaller(database, caller, async (transaction) => {
    const { price, correction, recalculation } = await prepareCorrection(transaction, request);
    const requested = await requestRecalculation(transaction, { ...recalculation, correction });
    // It changes nothing, but tells what months cost.
    await audit(transaction, {
      organizationId: price.organization_id,
      actor: caller.subject,
      action: 'price.correction_tried',
      subject: price.id,
      details: { reason: recalculation.reason, recalculation_id: requested },
    });
    return { id: requested, organizationId: recalculation.organizationId };
  });
  if (organizationId !== null) {
    await workOn(
      id,
      (work) => asCallerIn(database, caller, organizationId, work),
      () => clock() >= end,
    );
  }
  return asCallerIn(database, caller, organizationId, (transaction) =>
    readRecalculation(transaction, { organizationId, id, now }),
  );
}
