// Generated from tenancy.sql by npm run statements.
import { boolean, nullable, number, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface SetCallerRow {
  readonly subject: string | null;
  readonly operator: string | null;
  readonly api_key_hash: string | null;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly has_place: boolean;
}

export const setCaller = statement<SetCallerRow>()({
  name: 'shared/http/tenancy.sql set_caller',
  parameters: {
    subject: text,
    isOperator: text,
    apiKeyHash: text,
    address: text,
    userAgent: text,
    mostAtOnce: nullable(number),
  },
  notNull: ['has_place'],
  text: `select
  set_config('app.subject', $1, true) as subject,
  set_config('app.operator', $2, true) as operator,
  set_config('app.api_key_hash', $3, true) as api_key_hash,
  set_config('app.address', $4, true) as address,
  set_config('app.user_agent', $5, true) as user_agent,
  coalesce(
    take_place('person requests ' || coalesce(nullif($3, ''), $1), $6::integer), true) as "has_place"`,
});

export interface AdmittedKeyRow {
  readonly use_is_due: boolean;
}

export const admittedKey = statement<AdmittedKeyRow>()({
  name: 'shared/http/tenancy.sql admitted_key',
  parameters: { id: text },
  notNull: ['use_is_due'],
  text: `select use_is_due as "use_is_due" from current_api_key where id = $1`,
});

export const noteKeyUse = statement<object>()({
  name: 'shared/http/tenancy.sql note_key_use',
  parameters: {},
  notNull: [],
  text: `select note_api_key_use()`,
});

export interface EnterOrganizationRow {
  readonly role: 'viewer' | 'admin' | null;
  readonly key_may_write: boolean | null;
  readonly time_zone: string;
  readonly figures_by_person: boolean;
  readonly organization_id: string | null;
  readonly has_place: boolean;
}

export const enterOrganization = statement<EnterOrganizationRow>()({
  name: 'shared/http/tenancy.sql enter_organization',
  parameters: { mostAtOnce: nullable(number), organizationId: text, letIn: boolean },
  notNull: ['time_zone', 'figures_by_person', 'has_place'],
  text: `select
  m.role as "role",
  k.may_write as "key_may_write",
  o.time_zone,
  o.figures_by_person,
  set_config('app.organization_id', o.id::text, true) as organization_id,
  coalesce(take_place('organization requests ' || o.id, $1::integer), true) as "has_place"
from organizations o
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
left join current_api_key k on k.organization_id = o.id
where o.id = $2 and (m.role is not null or k.id is not null or $3)`,
});
