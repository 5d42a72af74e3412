import * as z from 'zod';
import { route, type Routes } from '../../shared/http/route.ts';
import {
  cursor,
  externalId,
  nextCursor,
  organizationId,
  pageSize,
  timestamp,
  uuid,
} from '../../shared/http/schemas.ts';

const tag = 'Personal data';

const asked = z.strictObject({
  organization_id: organizationId,
  user_id: externalId.optional().meta({
    description: 'Whose data, by what messages call them (admins). Without it: the caller’s own.',
    example: 'mona@example.com',
  }),
});

export const exportUserData = route({
  method: 'GET',
  path: '/api/v1/user/data/export',
  operationId: 'exportUserData',
  summary: "All data of one person in an organization: the caller's own, or whose an admin names",
  description:
    'Every execution with its decision, flags and notes, active days, membership, live connections and what the person ' +
    'did by the audit log, as of one moment. A caller whom no admin has linked to an external id gets 409; ' +
    '`PUT /api/v1/organizations/{id}/members/{subject}` links. More than 4 MB are written to a store, and the answer is a ' +
    'redirect to it that works for 15 minutes. People only; it is on the audit log.',
  tag,
  query: asked,
  status: 200,
  files: {
    'application/json':
      'One object; costs are exact decimals in strings, times have microseconds, what is unknown is null.',
  },
  elsewhere: 'The file, for 15 minutes.',
  refuses: ['forbidden', 'conflict'],
});

export const eraseUserData = route({
  method: 'DELETE',
  path: '/api/v1/user/data',
  operationId: 'eraseUserData',
  summary: "Erase one person's data in an organization: the caller's own, or whose an admin names",
  description:
    'For good, by a job that begins within a minute: reference to the person, task ids, texts, labels that name a person, ' +
    'reasoning, notes of flags, rejections, and files of exports. Figures, and how many users were active on each day, stay as they ' +
    'are. Messages of executions that began before are stored without a person from now on; what the person does later is ' +
    'somebody else’s, whom nothing connects with it. Asked again while it is under way it answers with the same id. ' +
    '409 as for an export. People only; it is on the audit log, without saying whose.',
  tag,
  query: asked,
  status: 202,
  result: z.object({ id: uuid }),
  refuses: ['forbidden', 'conflict'],
});

export const erasureRecord = z.object({
  id: uuid,
  organization_id: uuid,
  status: z.enum(['running', 'completed']),
  requested_at: timestamp.meta({ description: 'What began before is erased.' }),
  executions: z.int().min(0).meta({ description: 'How many have been erased so far.', example: 420 }),
  finished_at: timestamp.nullable(),
});

export const listErasures = route({
  method: 'GET',
  path: '/api/v1/user/data/erasures',
  operationId: 'listErasures',
  summary: 'Erasures of an organization, newest first: those that the caller asked for, and all for admins',
  description: 'Whose data it was is not known any more. People only.',
  tag,
  query: z.strictObject({
    organization_id: organizationId,
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ erasures: z.array(erasureRecord), next_cursor: nextCursor }),
  refuses: ['forbidden'],
});

export const getErasure = route({
  method: 'GET',
  path: '/api/v1/user/data/erasures/{id}',
  operationId: 'getErasure',
  summary: 'How far an erasure is: of whoever asked for it, or of any for admins',
  description:
    'It is completed when also the files are gone that were being written when it began: after a few minutes at least.',
  tag,
  pathParameters: z.object({ id: uuid }),
  status: 200,
  result: erasureRecord,
});

export const routes = { exportUserData, eraseUserData, listErasures, getErasure } satisfies Routes;
