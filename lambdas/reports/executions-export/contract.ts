import * as z from 'zod';
import { rangeQuery } from '../../../shared/figures/range-contract.ts';
import { executionFilters } from '../../../shared/http/execution-filters.ts';
import { route } from '../../../shared/http/route.ts';
import { mustBe } from '../../../shared/http/schemas.ts';

export const exportExecutions = route({
  method: 'GET',
  path: '/api/v1/exports/executions',
  operationId: 'exportExecutions',
  summary: 'Executions as a file, with exact decimals',
  description:
    'Every execution of the range, oldest first, as of one moment. Without dates: the current month until today. A ' +
    'file of more than 4 MB is written to a store, and the answer is a redirect to it that works for 15 minutes: ' +
    '`curl --location`, and `fetch` by itself, follow it without the access token, which that address must not be ' +
    'sent. What cannot be read within 25 seconds (about two million executions) answers 503: ask for fewer days. Each ' +
    "export is on the organization's audit log.",
  tag: 'Reports',
  query: rangeQuery.extend({
    format: z.enum(['csv', 'ndjson', 'parquet'], mustBe('csv, ndjson or parquet')).default('csv'),
    ...executionFilters,
  }),
  status: 200,
  files: {
    'text/csv':
      'RFC 4180 in UTF-8 with a header row; what is unknown is an empty cell. Text that a spreadsheet would read as a ' +
      "formula (it starts with =, +, -, @, a tab or a line end) has an apostrophe before it. `day` is the organization's " +
      'reporting day.',
    'application/x-ndjson':
      'One JSON object a line, with the columns of the CSV as its keys; costs and compute units are exact decimals in ' +
      'strings, what is unknown is null.',
    'application/vnd.apache.parquet':
      'The columns of the CSV with types: dollars are DECIMAL(24,12), compute units and what producers report ' +
      'DECIMAL(38,18), times TIMESTAMP in UTC, JSON and ids text.',
  },
  elsewhere: 'The file, for 15 minutes.',
  refuses: ['forbidden'],
});
