import type { Database } from '../../shared/database/database.ts';
import { rememberedAnswers } from '../../shared/figures/remembered/remembered.ts';
import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import { costsByProviderOperation } from './costs-by-provider/providers.ts';
import { coverageOperation } from './coverage/coverage.ts';
import { dataExtentOperation } from './data-extent/data-extent.ts';
import { explainExecutionOperation } from './executions/explain.ts';
import { listExecutionsOperation } from './executions/list.ts';
import { listRejectionsOperation } from './rejections/list.ts';
import { routingQualityOperation } from './routing-quality/quality.ts';
import { savingsSummaryOperation } from './savings-summary/summary.ts';
import { taskPerformanceOperation } from './task-performance/performance.ts';
import { usageMetricsOperation } from './usage-metrics/usage.ts';
import { whatIfOperation } from './what-if/what-if.ts';

/** Everything that reads: rollups for figures, executions for single costs. */
export function analyticsOperations(database: Database): Operations<typeof routes> {
  const remember = rememberedAnswers();
  return {
    savingsSummary: savingsSummaryOperation(database, remember),
    costsByProvider: costsByProviderOperation(database, remember),
    taskPerformance: taskPerformanceOperation(database, remember),
    usageMetrics: usageMetricsOperation(database, remember),
    getCoverage: coverageOperation(database),
    whatIf: whatIfOperation(database),
    getRoutingQuality: routingQualityOperation(database),
    dataExtent: dataExtentOperation(database, remember),
    listExecutions: listExecutionsOperation(database),
    explainExecution: explainExecutionOperation(database),
    listRejections: listRejectionsOperation(database),
  };
}
