import { audit } from '../../../shared/audit/audit.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { Download } from '../../../shared/http/download.ts';
import { takePlace } from '../../../shared/http/limits.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { snapshotOf } from '../../../shared/database/snapshot.ts';
import { executiveSummary } from './contract.ts';
import { summaryCsv } from './csv.ts';
import { readSummary } from './read-summary.ts';

export function executiveSummaryOperation({
  database,
  dashboardUrl,
}: ReportsDependencies): Operation<typeof executiveSummary> {
  return operation(executiveSummary, async ({ query, now, caller }) => {
    const { summary, timeZone } = await asMember(
      snapshotOf(database),
      caller,
      query.organization_id,
      async (transaction, membership) => {
        const range = resolveRange(query, 'month', now, membership.timeZone);
        const { organization_id: organizationId, ...asked } = query;
        if (query.format !== 'json') await takePlace(transaction, 'exports', organizationId);
        if (query.format !== 'json') {
          await audit(transaction, {
            organizationId,
            actor: caller.subject,
            action: 'export_data',
            resourceType: 'executive_summary',
            subject: organizationId,
            details: { ...asked, start_date: range.start, end_date: range.end },
          });
        }
        return {
          timeZone: membership.timeZone,
          summary: await readSummary(transaction, {
            organizationId,
            range,
            timeZone: membership.timeZone,
            now,
            dashboardUrl,
          }),
        };
      },
    );
    if (query.format === 'json') return summary;
    const filename = `executive-summary-${summary.period.start}-${summary.period.end}.${query.format}`;
    if (query.format === 'csv') {
      return new Download({
        contentType: 'text/csv; charset=utf-8; header=present',
        filename,
        bytes: Buffer.from(summaryCsv(summary), 'utf8'),
        says: summary,
      });
    }
    // Loaded when the first page is asked for: PDFKit and its fonts would slow down every other start.
    const { summaryPdf } = await import('./pdf/document.ts');
    return new Download({
      contentType: 'application/pdf',
      filename,
      bytes: await summaryPdf(summary, { paper: query.paper, now, timeZone }),
      says: [query.paper, summary],
    });
  });
}
