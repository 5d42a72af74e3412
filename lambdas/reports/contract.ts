import type { Routes } from '../../shared/http/route.ts';
import { listAuditLog, listRefusedAccess } from './audit-log/contract.ts';
import { exportExecutions } from './executions-export/contract.ts';
import { executiveSummary } from './executive-summary/contract.ts';

export const routes = {
  exportExecutions,
  executiveSummary,
  listAuditLog,
  listRefusedAccess,
} satisfies Routes;
