import { resolveRange } from '../../figures/range.ts';
import { Download } from '../../runtime/http/download.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { snapshotOf } from '../snapshot.ts';
import { executiveSummary } from './contract.ts';
import { summaryCsv } from './csv.ts';
import { readSummary } from './read-summary.ts';

export function executiveSummaryOperation({ database, dashboardUrl }: ReportsDependencies): Operation {
  return operation(executiveSummary, async ({ query, now, caller }) => {
    const summary = await asMember(
      snapshotOf(database),
      caller,
      query.organization_id,
      (transaction, { timeZone }) =>
        readSummary(transaction, {
          organizationId: query.organization_id,
          range: resolveRange(query, 'month', now, timeZone),
          timeZone,
          now,
          dashboardUrl,
        }),
    );
    if (query.format === 'json') return summary;
    const { start, end } = summary.period;
    return new Download({
      contentType: 'text/csv; charset=utf-8; header=present',
      filename: `executive-summary-${start}-${end}.csv`,
      bytes: Buffer.from(summaryCsv(summary), 'utf8'),
      says: summary,
    });
  });
}
