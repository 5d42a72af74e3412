import { resolveRange } from '../../../shared/figures/range.ts';
import { audit } from '../../../shared/audit/audit.ts';
import { takePlace } from '../../../shared/http/limits.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { deliver } from '../../../shared/delivery/deliver.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { readInTime } from '../read-in-time.ts';
import { snapshotOf } from '../../../shared/database/snapshot.ts';
import { exportExecutions } from './contract.ts';
import { formats } from './formats.ts';
import { readPages } from './pages.ts';
import { parquetOf } from './parquet.ts';

/** What a Parquet file takes when all is read; a text is sent by then. */
const PARQUET_MS = 12_000;

export function exportExecutionsOperation({
  database,
  bucket,
  clock,
}: ReportsDependencies): Operation<typeof exportExecutions> {
  return operation(exportExecutions, ({ query, now, caller }) =>
    asMember(snapshotOf(database), caller, query.organization_id, async (transaction, membership) => {
      const range = resolveRange(query, 'month', now, membership.timeZone);
      await takePlace(transaction, 'exports', query.organization_id);
      const { header, lines, contentType } = formats[query.format];
      let rows = 0;

      async function* content() {
        yield header;
        for await (const page of readPages(transaction, query, range, membership)) {
          readInTime('executions', clock() - now.getTime() + (query.format === 'parquet' ? PARQUET_MS : 0));
          rows += page.rows.length;
          yield lines(page);
        }
      }
      const answer = await deliver(
        query.format === 'parquet' ? parquetOf(content(), () => transaction.query('select')) : content(),
        {
          contentType,
          filename: `executions-${range.start}-${range.end}.${query.format}`,
          folder: query.organization_id,
          bucket,
        },
      );
      const { organization_id: organizationId, user_id: person, ...asked } = query;
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'export_data',
        resourceType: 'executions',
        subject: organizationId,
        // Not whose: the log is kept when they are forgotten.
        details: {
          ...asked,
          of_one_person: person !== undefined,
          start_date: range.start,
          end_date: range.end,
          rows,
        },
      });
      return answer;
    }),
  );
}
