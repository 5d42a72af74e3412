import type { dataExtent } from '../../../../lambdas/analytics/data-extent/contract.ts';
import { useRead } from '../api/use-read.ts';

import type { DayRange } from '../../../../shared/figures/days.ts';
import { daysOf, type RangeName } from '../view/range.ts';
import { useView } from '../view/view.ts';
import { useToday } from '../view/use-today.ts';
import { useOrganization } from './organization-context.ts';
import { extentRequest } from './requests.ts';

/** The days that are looked at; undefined while it is not known yet how far all time goes back. */
export function usePeriod(): {
  readonly name: RangeName;
  readonly days: DayRange | undefined;
  readonly today: string;
} {
  const { id, time_zone: timeZone } = useOrganization();
  const { range } = useView().view;
  const today = useToday(timeZone);
  const extent = useRead<typeof dataExtent>('GET /api/v1/analytics/data-extent', extentRequest(id), {
    enabled: range === 'all',
  });
  const known = range !== 'all' || extent.data !== undefined;
  return {
    name: range,
    days: known ? daysOf(range, today, extent.data?.first_day ?? null) : undefined,
    today,
  };
}
