import type * as z from 'zod';
import { audit } from '../../../shared/audit/audit.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { deliver } from '../../../shared/delivery/deliver.ts';
import { dayOf } from '../../../shared/figures/days.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { takePlace } from '../../../shared/http/limits.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { readInTime } from '../read-in-time.ts';
import type { listAuditLog } from './contract.ts';
import { positionOf, presentEntry, wantedEntries, type Position } from './entries.ts';
import { formats } from './formats.ts';

const ROWS_PER_PAGE = 5_000;

interface Asked {
  readonly query: z.output<NonNullable<(typeof listAuditLog)['query']>>;
  readonly format: keyof typeof formats;
  readonly now: Date;
  readonly caller: Caller;
  readonly timeZone: string;
}

/** Every entry that the query means as a file, which is itself on the log. */
export async function auditFile(
  transaction: Transaction,
  { query, format, now, caller, timeZone }: Asked,
  { bucket, clock }: ReportsDependencies,
) {
  const { organization_id: organizationId, limit: _limit, cursor: _cursor, ...asked } = query;
  await takePlace(transaction, 'exports', organizationId ?? 'no organization');
  const { header, line, contentType } = formats[format];
  const { start, end, read } = wantedEntries(query, timeZone);
  let rows = 0;

  async function* content() {
    yield header;
    let after: Position | undefined;
    do {
      readInTime('entries', clock() - now.getTime());
      const page = await read(transaction, after, ROWS_PER_PAGE);
      rows += page.length;
      yield page.map((entry) => line(presentEntry(entry))).join('');
      const last = page.length === ROWS_PER_PAGE ? page.at(-1) : undefined;
      after = last && positionOf(last);
    } while (after);
  }
  const until = end ?? dayOf(now, timeZone);
  const answer = await deliver(content(), {
    contentType,
    filename: `audit-log-${start === undefined ? 'until' : start}-${until}.${format}`,
    folder: organizationId ?? 'no-organization',
    bucket,
  });
  await audit(transaction, {
    organizationId: organizationId ?? null,
    actor: caller.subject,
    action: 'export_data',
    resourceType: 'audit_log',
    subject: organizationId ?? 'no organization',
    details: { ...asked, rows },
  });
  return answer;
}
