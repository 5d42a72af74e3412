import { audit } from '../../shared/audit/audit.ts';
import { lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { inBatches, type Deleted, type Work } from './batches.ts';
import { decide, handOver, oldest, ripe, type RipeRow } from './decide.statement.ts';
import {
  deleteAuditLog,
  deleteExecutions,
  deleteRejections,
  deleteUnownedRejections,
  deleteUsers,
  mergeCounts,
  mergeUnownedCounts,
} from './delete.statement.ts';
import { dropEndedWeeks } from './weeks.ts';

/** Rejected messages that name no organization are for operators to look at, for so many days. */
const UNOWNED_DAYS = 30;
const DAY_MS = 86_400_000;

export interface RetentionOptions extends Work {
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many days the audit log keeps an entry, at least 366. */
  readonly auditLogDays: number;
}

export interface RetentionResult {
  /** Organizations for which a new first day was decided: what is older goes in a run of at least 5 minutes later. */
  readonly decided: number;
  /** Days of organizations that archive which are the files' own from now on. */
  readonly handedOver: number;
  /** Rows deleted one by one: executions (each with its key, decision and flags), rejections, users. */
  readonly executions: number;
  readonly rejections: number;
  readonly users: number;
  /** Counts of messages, of one day and service, that went up in that of their month. */
  readonly counts: number;
  /** Entries of the audit log. */
  readonly auditEntries: number;
  /** Weeks whose partitions were dropped, and weeks that could have been. */
  readonly weeks: number;
  readonly weeksLeft: number;
  /** Whether the time sufficed. */
  readonly isDone: boolean;
  /** Seconds for which the oldest execution has been kept beyond its time. */
  readonly beyond: number;
}

/**
 * Deletes what organizations no longer keep, in small transactions. Killed at any point, the next run goes on with what is
 * left. Rollups and counts stay as they are.
 */
export async function applyRetention(options: RetentionOptions): Promise<RetentionResult> {
  const { database, now: epoch } = options;
  const now = new Date(epoch).toISOString();
  const { decided } = await database.transaction(async (transaction) => {
    // A recalculation that began while this looked would do one part of a day before its end is known, and not the other.
    await lockPricingInputs.run(transaction);
    return decide.one(transaction, { now });
  });
  const { days: handedOver } = await database.transaction((transaction) => handOver.one(transaction));
  // First, because of a week that goes as a whole nothing has to be deleted row by row.
  const { weeks, left: weeksLeft } = await dropEndedWeeks(options, now);
  const organizations = await database.transaction((transaction) => ripe.run(transaction, { now }));
  const sum = { executions: 0, rejections: 0, users: 0, counts: 0, auditEntries: 0, isDone: true };
  const add = (kind: Exclude<keyof typeof sum, 'isDone'>, { rows, isDone }: Deleted) => {
    sum[kind] += rows;
    sum.isDone &&= isDone;
  };
  for (const organization of organizations) {
    if (organization.deleted_before !== null) {
      add('executions', await deleteOldExecutions(options, organization.id, organization.deleted_before));
    }
    add('rejections', await deleteOldRejections(options, organization));
    add('users', await deleteLeftUsers(options, organization));
    add('counts', await mergeOldCounts(options, organization));
  }
  const unowned = new Date(epoch - UNOWNED_DAYS * DAY_MS).toISOString();
  add('rejections', await deleteUnowned(options, unowned));
  add('counts', await mergeUnowned(options, unowned.slice(0, 10)));
  add('auditEntries', await deleteOldAuditEntries(options));
  const { seconds: beyond } = await database.transaction((transaction) => oldest.one(transaction, { now }));
  return { decided, handedOver, ...sum, weeks, weeksLeft, beyond };
}

async function deleteOldExecutions(work: Work, organizationId: string, before: string): Promise<Deleted> {
  const deleted = await inBatches(
    work,
    async (transaction, most) =>
      (await deleteExecutions.one(transaction, { organizationId, before, most })).deleted,
  );
  if (deleted.rows > 0) {
    await work.database.transaction((transaction) =>
      audit(transaction, {
        organizationId,
        actor: 'payback-retention',
        action: 'delete_data',
        resourceType: 'executions',
        subject: organizationId,
        details: { executions: deleted.rows, before },
      }),
    );
  }
  return deleted;
}

const deleteOldRejections = (
  work: Work,
  { id: organizationId, kept_from: before }: RipeRow,
): Promise<Deleted> =>
  inBatches(
    work,
    async (transaction, most) =>
      (await deleteRejections.one(transaction, { organizationId, before, most })).deleted,
  );

const deleteUnowned = (work: Work, before: string): Promise<Deleted> =>
  inBatches(
    work,
    async (transaction, most) => (await deleteUnownedRejections.one(transaction, { before, most })).deleted,
  );

const deleteLeftUsers = (work: Work, organization: RipeRow): Promise<Deleted> =>
  inBatches(work, async (transaction, most) => {
    const { id: organizationId, kept_from: before, first_kept_day: firstKeptDay } = organization;
    return (await deleteUsers.one(transaction, { organizationId, before, firstKeptDay, most })).deleted;
  });

const mergeOldCounts = (
  work: Work,
  { id: organizationId, first_kept_day: firstKeptDay }: RipeRow,
): Promise<Deleted> =>
  inBatches(
    work,
    async (transaction, most) =>
      (await mergeCounts.one(transaction, { organizationId, firstKeptDay, most })).merged,
  );

const mergeUnowned = (work: Work, firstKeptDay: string): Promise<Deleted> =>
  inBatches(
    work,
    async (transaction, most) => (await mergeUnownedCounts.one(transaction, { firstKeptDay, most })).merged,
  );

/** By the clock of the database, which is what the entries have their times from. */
const deleteOldAuditEntries = (work: RetentionOptions): Promise<Deleted> =>
  inBatches(
    work,
    async (transaction, most) =>
      (await deleteAuditLog.one(transaction, { daysKept: work.auditLogDays, most })).deleted,
  );
