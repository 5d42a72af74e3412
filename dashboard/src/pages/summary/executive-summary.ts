import type { executiveSummary } from '../../../../lambdas/reports/executive-summary/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';

/** What the page, its PDF and its CSV say. */
export type ExecutiveSummary = ResultOf<typeof executiveSummary>;
