import type * as z from 'zod';
import { dayOf, daysIn, type DayRange, type PeriodName } from '../../../shared/figures/days.ts';
import { readProviders } from '../../../shared/figures/providers/providers.ts';
import { precedingRange } from '../../../shared/figures/range.ts';
import { readRoutingQuality } from '../../../shared/figures/routing/quality.ts';
import { readSavings } from '../../../shared/figures/savings/savings.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { shareOf } from '../../../shared/shown/rounded.ts';
import type { executiveSummary } from './contract.ts';
import { readTime } from './durations.ts';
import { methodStatement } from './method.ts';
import { readOrganization } from './organization.ts';
import { bestPerformer, mostCostEfficient } from './standings.ts';

export type Summary = z.input<NonNullable<(typeof executiveSummary)['result']>>;

export interface SummaryRequest {
  readonly organizationId: string;
  readonly range: DayRange;
  readonly timeZone: string;
  readonly now: Date;
  /** Address of the dashboard, which explains the method. */
  readonly dashboardUrl: string;
}

export async function readSummary(transaction: Transaction, request: SummaryRequest): Promise<Summary> {
  const { organizationId, range, timeZone, now, dashboardUrl } = request;
  const trendPeriod = periodOfTrend(range);
  const organization = await readOrganization(transaction, organizationId, range, timeZone);
  const savings = await readSavings(transaction, {
    organizationId,
    range,
    compared: precedingRange(range),
    period: trendPeriod,
    provider: null,
    today: dayOf(now, timeZone),
  });
  const providers = await readProviders(transaction, organizationId, range);
  const routing = await readRoutingQuality(transaction, organizationId, range, timeZone);
  const { totals } = savings;
  return {
    ...totals,
    organization: organization.name,
    currency: 'USD',
    period: range,
    baselines: organization.baselines,
    success_rate: shareOf(totals.successful_tasks, totals.tasks),
    preceding_period: savings.precedingPeriod,
    change: savings.change,
    projection: savings.projection,
    time: await readTime(transaction, organizationId, range, timeZone),
    routing: { decisions: routing.overall.decisions, ...routing.overall.choices },
    best_performer: bestPerformer(providers),
    most_cost_efficient: mostCostEfficient(providers),
    providers,
    trend_period: trendPeriod,
    trend: savings.trend,
    methodology: { statement: methodStatement, url: `${dashboardUrl}/help` },
  };
}

/** So many bars that each can be seen: at most 92 days, 105 weeks, or 37 months. */
function periodOfTrend(range: DayRange): PeriodName {
  const days = daysIn(range);
  if (days <= 92) return 'day';
  return days <= 731 ? 'week' : 'month';
}
