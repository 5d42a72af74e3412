import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import type { ReportsDependencies } from './dependencies.ts';
import { exportExecutionsOperation } from './executions-export/export.ts';
import { executiveSummaryOperation } from './executive-summary/summary.ts';

/** Files to keep: exports of executions, and the executive summary. */
export function reportsOperations(dependencies: ReportsDependencies): Operations<typeof routes> {
  return {
    exportExecutions: exportExecutionsOperation(dependencies),
    executiveSummary: executiveSummaryOperation(dependencies),
  };
}
