import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { floorToDay } from '../../../shared/figures/range.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { auditEntries, type AuditEntriesRow } from './audit-log.statement.ts';
import type { listAuditLog } from './contract.ts';

type Query = z.output<NonNullable<(typeof listAuditLog)['query']>>;

export interface Position {
  /** With the microseconds that a JavaScript date has not. */
  readonly time: string;
  readonly id: number;
}

/** What one request asks for, its days resolved. */
export interface Wanted {
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** The next entries, newest first. @param after where the page before ended; undefined: from the newest */
  readonly read: (
    transaction: Transaction,
    after: Position | undefined,
    limit: number,
  ) => Promise<readonly AuditEntriesRow[]>;
}

/** @throws Problem where the first day is after the last */
export function wantedEntries(query: Query, timeZone: string): Wanted {
  const start = floorToDay(query.start_date, timeZone);
  const end = floorToDay(query.end_date, timeZone);
  if (start !== undefined && end !== undefined && start > end) {
    throw invalidRequest([{ parameter: 'start_date', detail: `must not be after end_date, ${end}` }]);
  }
  const { organization_id: organizationId, actor, action, changes, resource_type: resourceType } = query;
  return {
    start,
    end,
    read: (transaction, after, limit) =>
      auditEntries.run(transaction, {
        organizationId,
        start,
        end,
        timeZone,
        actor,
        action,
        resourceType,
        changes,
        afterTime: after?.time,
        afterId: after?.id,
        limit,
      }),
  };
}

export const positionOf = ({ position, id }: AuditEntriesRow): Position => ({ time: position, id });

/** An entry as it is told of. */
export function presentEntry({ position: _position, details, ...entry }: AuditEntriesRow) {
  return { ...entry, details: detailsOf(details) };
}

const detailsOf = (details: unknown): Record<string, unknown> =>
  typeof details === 'object' && details !== null ? { ...details } : {};
