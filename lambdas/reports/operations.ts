import type { Operations } from '../../shared/http/operation.ts';
import { listAuditLogOperation } from './audit-log/list.ts';
import { listRefusedAccessOperation } from './audit-log/refused.ts';
import type { routes } from './contract.ts';
import type { ReportsDependencies } from './dependencies.ts';
import { exportExecutionsOperation } from './executions-export/export.ts';
import { executiveSummaryOperation } from './executive-summary/summary.ts';

/** Files to keep: exports of executions, the executive summary, and the audit log. */
export function reportsOperations(dependencies: ReportsDependencies): Operations<typeof routes> {
  return {
    exportExecutions: exportExecutionsOperation(dependencies),
    executiveSummary: executiveSummaryOperation(dependencies),
    listAuditLog: listAuditLogOperation(dependencies),
    listRefusedAccess: listRefusedAccessOperation(dependencies),
  };
}
