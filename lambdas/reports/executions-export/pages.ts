import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import type { Texts } from '../../../shared/database/transaction.ts';
import type { DayRange } from '../../../shared/figures/days.ts';
import { filterParameters } from '../../../shared/http/execution-filters.ts';
import type { Membership } from '../../../shared/http/tenancy.ts';
import type { exportExecutions } from './contract.ts';
import { exported } from './exported.statement.ts';

type Query = z.output<NonNullable<(typeof exportExecutions)['query']>>;

/** 2 MB in memory. Larger ones are not faster. */
const ROWS_PER_PAGE = 2_000;

/** Every execution that the query means, oldest first, a page at a time; none are held but those of two pages. */
export const readPages = (
  transaction: Transaction,
  query: Query,
  range: DayRange,
  { timeZone, figuresByPerson }: Membership,
): AsyncGenerator<Texts> =>
  exported.pages(transaction, ROWS_PER_PAGE, {
    organizationId: query.organization_id,
    start: range.start,
    end: range.end,
    timeZone,
    ...filterParameters(query, figuresByPerson),
  });
