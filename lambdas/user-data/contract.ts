import { z } from 'zod';
import { route, type Routes } from '../../shared/http/route.ts';
import { externalId, organizationId } from '../../shared/http/schemas.ts';

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

export const routes = { exportUserData } satisfies Routes;
