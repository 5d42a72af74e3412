// Generated from api-keys.sql by npm run statements.
import { textArray } from '../../../shared/database/array-parameter.ts';
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface InsertApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly revoked_by: string | null;
  readonly revoked_at: string | null;
}

export const insertApiKey = statement<InsertApiKeyRow>()({
  name: 'lambdas/organizations/api-keys/api-keys.sql insert_api_key',
  parameters: {
    id: text,
    organizationId: text,
    name: text,
    scopes: textArray,
    keyHash: text,
    expiresAt: text,
  },
  notNull: ['id', 'name', 'scopes', 'created_by', 'created_at', 'expires_at'],
  text: `insert into api_keys (id, organization_id, name, scopes, key_hash, created_by, expires_at)
values ($1, $2, $3, $4, decode($5, 'hex'), current_subject(), $6)
returning id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at`,
});

export interface CountApiKeysRow {
  readonly keys: number;
}

export const countApiKeys = statement<CountApiKeysRow>()({
  name: 'lambdas/organizations/api-keys/api-keys.sql count_api_keys',
  parameters: { organizationId: text },
  notNull: ['keys'],
  text: `select count(*) as "keys"
from api_keys
where organization_id = $1 and revoked_at is null and expires_at > now()`,
});

export interface ApiKeysAfterRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly revoked_by: string | null;
  readonly revoked_at: string | null;
  readonly position: string;
}

export const apiKeysAfter = statement<ApiKeysAfterRow>()({
  name: 'lambdas/organizations/api-keys/api-keys.sql api_keys_after',
  parameters: { organizationId: text, afterTime: nullable(text), afterId: nullable(text), limit: number },
  notNull: ['id', 'name', 'scopes', 'created_by', 'created_at', 'expires_at', 'position'],
  text: `select
  id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from api_keys
where organization_id = $1
  and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
order by created_at desc, id desc
limit $4`,
});

export interface RevokeKeyRow {
  readonly name: string;
}

export const revokeKey = statement<RevokeKeyRow>()({
  name: 'lambdas/organizations/api-keys/api-keys.sql revoke_key',
  parameters: { organizationId: text, id: text },
  notNull: ['name'],
  text: `update api_keys set revoked_by = current_subject(), revoked_at = now()
where organization_id = $1 and id = $2 and revoked_at is null
returning name`,
});

export interface HasApiKeyRow {
  readonly known: boolean;
}

export const hasApiKey = statement<HasApiKeyRow>()({
  name: 'lambdas/organizations/api-keys/api-keys.sql has_api_key',
  parameters: { organizationId: text, id: text },
  notNull: ['known'],
  text: `select exists (select from api_keys where organization_id = $1 and id = $2) as "known"`,
});
