import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  instant,
  mustBe,
  nextCursor,
  pageSize,
  name,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';

const tag = 'API keys';
const byId = z.object({ id: uuid });

export const DEFAULT_DAYS = 90;
export const MOST_DAYS = 366;
/** Of one organization, at once. */
export const MOST_KEYS = 100;

const scope = z.enum(['read', 'write'], mustBe('read or write')).meta({
  description:
    'read: what a viewer may. write: what an admin may, and to read, but for members, API keys and whatever else ' +
    'says that it takes a person.',
});
const keyName = name(1, 100).meta({ description: 'What the key is for.', example: 'Nightly export' });

/** With what later keys may have. */
export const storedScopes = z.array(z.enum(['read', 'write', 'intake']));

export const apiKey = z.object({
  id: uuid,
  name: z.string(),
  prefix: z.string().meta({ description: 'How the key begins, to find it by.', example: 'pbk_0198c2a4' }),
  scopes: storedScopes,
  created_by: z.string(),
  created_at: timestamp,
  expires_at: timestamp,
  last_used_at: timestamp.nullable().meta({
    description: 'To the minute. Null: never used.',
  }),
  revoked_by: z.string().nullable(),
  revoked_at: timestamp.nullable().meta({ description: 'Null: it counts until it expires.' }),
});

export const createApiKey = route({
  method: 'POST',
  path: '/api/v1/organizations/{id}/api-keys',
  operationId: 'createApiKey',
  summary: 'Make an API key of an organization (admins, and operators; people only)',
  description:
    'The answer has the key, for the only time: what is kept is a hash of it. It is sent as `Authorization: Bearer pbk_…`. ' +
    `An organization has at most ${MOST_KEYS} keys that count: 409.`,
  tag,
  pathParameters: byId,
  body: z.strictObject({
    name: keyName,
    scopes: z
      .array(scope, mustBe('a list of read, write or both'))
      .min(1, mustBe('at least one of read and write'))
      .max(2, mustBe('at most read and write'))
      .refine((scopes) => new Set(scopes).size === scopes.length, mustBe('each at most once')),
    expires_at: instant.optional().meta({
      description: `When it ends: at most ${MOST_DAYS} days ahead, in ${DEFAULT_DAYS} days if omitted.`,
      example: '2026-12-31',
    }),
  }),
  status: 201,
  result: apiKey.extend({ key: z.string().meta({ example: 'pbk_…' }) }),
});

export const listApiKeys = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}/api-keys',
  operationId: 'listApiKeys',
  summary:
    'The API keys of an organization, newest first, also those that ended (admins, and operators; people only)',
  tag,
  pathParameters: byId,
  query: z.strictObject({ limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({ api_keys: z.array(apiKey), next_cursor: nextCursor }),
});

export const revokeApiKey = route({
  method: 'DELETE',
  path: '/api/v1/organizations/{id}/api-keys/{key_id}',
  operationId: 'revokeApiKey',
  summary: 'Revoke an API key, from its next request on (admins, and operators; people only)',
  description: 'It stays in the list. Repeating it changes nothing.',
  tag,
  pathParameters: z.object({ id: uuid, key_id: uuid }),
  status: 204,
});
