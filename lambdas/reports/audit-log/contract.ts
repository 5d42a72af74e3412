import * as z from 'zod';
import { dates } from '../../../shared/figures/range-contract.ts';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  mustBe,
  nextCursor,
  pageSize,
  text,
  timestamp,
  uuid,
  yesOrNo,
} from '../../../shared/http/schemas.ts';

const tag = 'Audit log';

const organizationId = uuid.optional().meta({
  description:
    'An organization that the caller is an admin of; operators: any. Without it: what concerns no organization, such as list ' +
    'prices (operators).',
});
const endDate = dates.end_date.meta({
  description: 'Last reporting day of the range, inclusive. Without it the newest come first.',
});
const actor = text(1, 255);
const word = (longest: number, allowed: string, pattern: RegExp) =>
  z.string(mustBe(allowed)).max(longest, mustBe(allowed)).regex(pattern, mustBe(allowed));

export const auditEntry = z.object({
  id: z.int(),
  created_at: timestamp,
  organization_id: uuid.nullable(),
  actor: z.string().meta({
    description: 'Who did it: a subject of the issuer, `api-key:<id>`, or `payback-<function>` for a job.',
    example: 'api-key:0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f',
  }),
  action: z.string().meta({
    description:
      'What was done, as `noun.verb`; or `view_analytics` (once an hour for each actor and operation), `export_data`, `delete_data`.',
    example: 'member.put',
  }),
  resource_type: z
    .string()
    .nullable()
    .meta({ description: 'What kind of thing it was done to.', example: 'member' }),
  resource_id: z
    .string()
    .meta({ description: 'Which one: an id, a name, or the operation that was read with.' }),
  details: z
    .record(z.string(), z.unknown())
    .meta({ description: 'What was changed or asked for, by action.' }),
  address: z.string().nullable().meta({
    description: 'The address that the request came from; null for a job.',
    example: '203.0.113.7',
  }),
  user_agent: z
    .string()
    .nullable()
    .meta({ description: 'What asked, as it calls itself: its first 200 characters.' }),
});

export const listAuditLog = route({
  method: 'GET',
  path: '/api/v1/audit-log',
  operationId: 'listAuditLog',
  summary: 'Who did what, newest first (admins, and operators; people only)',
  description:
    'Every change, export, deletion and (once an hour for each person and operation) read of an organization. Days are those of its ' +
    'time zone, of UTC without an organization. With `format` csv or ndjson it is a file of all entries, whatever `limit`; a file of ' +
    'more than 4 MB is at another address, as with the export of executions, and the file itself is an entry of the log.',
  tag,
  query: z.strictObject({
    organization_id: organizationId,
    start_date: dates.start_date,
    end_date: endDate,
    actor: actor.optional().meta({ description: 'Entries of this actor alone.' }),
    action: word(100, 'the name of an action such as member.put', /^[a-z_]+(?:\.[a-z_]+)?$/)
      .optional()
      .meta({ description: 'Entries of this action alone.', example: 'export_data' }),
    resource_type: word(100, 'the name of a kind of thing such as member', /^[a-z_]+$/)
      .optional()
      .meta({ description: 'Entries about this kind of thing alone.', example: 'api_key' }),
    changes: yesOrNo.optional().meta({
      description: 'true: only what changed or deleted something; false: only reads and exports.',
    }),
    format: z.enum(['json', 'csv', 'ndjson'], mustBe('json, csv or ndjson')).default('json'),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ entries: z.array(auditEntry), next_cursor: nextCursor }),
  files: {
    'text/csv':
      'RFC 4180 in UTF-8 with a header row, newest first; what is not known is an empty cell. `details` is JSON.',
    'application/x-ndjson': 'One entry a line, as in the answer in JSON, newest first.',
  },
  elsewhere: 'The file, for 15 minutes.',
});

const refusedAccess = z.object({
  day: z.iso.date().meta({ description: 'A day of UTC.', example: '2026-01-26' }),
  actor: z.string(),
  operation: z
    .string()
    .meta({ description: "OpenAPI's operationId of what was asked for.", example: 'getSavingsSummary' }),
  refusals: z.int().min(1).meta({ example: 3 }),
  first_at: timestamp,
  last_at: timestamp,
});

export const listRefusedAccess = route({
  method: 'GET',
  path: '/api/v1/audit-log/refused',
  operationId: 'listRefusedAccess',
  summary: 'Who was refused access, and how often, by day (admins, and operators; people only)',
  description:
    "Attempts at what is this organization's by somebody who may not: one row for each day, person and operation. Without an " +
    'organization: attempts at what does not exist, or is no organization (operators). Newest days first.',
  tag,
  query: z.strictObject({ organization_id: organizationId, limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({ refused: z.array(refusedAccess), next_cursor: nextCursor }),
});
