// Generated from producers.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ProducersAfterRow {
  readonly principal: string;
  readonly name: string | null;
  readonly created_by: string | null;
  readonly created_at: string | null;
  readonly registered: string | null;
  readonly executions: number;
  readonly last_received_at: string | null;
}

export const producersAfter = statement<ProducersAfterRow>()({
  name: 'lambdas/organizations/producers/producers.sql producers_after',
  parameters: { organizationId: text, after: nullable(text), limit: number },
  notNull: ['principal', 'executions'],
  text: `select
  principal as "principal",
  coalesce(own.name, everywhere.name) as name,
  coalesce(own.created_by, everywhere.created_by) as created_by,
  coalesce(own.created_at, everywhere.created_at) as created_at,
  case when own.principal is not null then 'organization' when everywhere.principal is not null then 'everywhere' end
    as registered,
  coalesce(totals.executions, 0) as "executions",
  totals.last_received_at as "last_received_at"
from (select * from producers where organization_id = $1) as own
full join (select * from producers where organization_id is null) as everywhere using (principal)
full join (select * from producer_totals where organization_id = $1) as totals using (principal)
where $2::text is null or principal collate "C" > $2
order by principal collate "C"
limit $3`,
});

export interface IsEnforcedRow {
  readonly producers_enforced: boolean;
}

export const isEnforced = statement<IsEnforcedRow>()({
  name: 'lambdas/organizations/producers/producers.sql is_enforced',
  parameters: { organizationId: text },
  notNull: ['producers_enforced'],
  text: `select producers_enforced from organizations where id = $1`,
});

export interface StoreProducerRow {
  readonly principal: string;
  readonly name: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly changed: boolean;
}

export const storeProducer = statement<StoreProducerRow>()({
  name: 'lambdas/organizations/producers/producers.sql store_producer',
  parameters: { organizationId: nullable(text), principal: text, name: nullable(text) },
  notNull: ['principal', 'created_by', 'created_at', 'changed'],
  text: `with before as (
  select name from producers
  where organization_id is not distinct from $1::uuid and principal = $2
)
insert into producers as p (organization_id, principal, name, created_by)
values ($1, $2, $3, current_subject())
on conflict on constraint producers_key do update set name = excluded.name
returning principal, name, created_by, created_at,
  coalesce((select before.name is distinct from p.name from before), true) as "changed"`,
});

export const enforceProducers = statement<object>()({
  name: 'lambdas/organizations/producers/producers.sql enforce_producers',
  parameters: { organizationId: text },
  notNull: [],
  text: `update organizations set producers_enforced = true where id = $1 and not producers_enforced`,
});

export interface RemoveProducerRow {
  readonly principal: string;
}

export const removeProducer = statement<RemoveProducerRow>()({
  name: 'lambdas/organizations/producers/producers.sql remove_producer',
  parameters: { organizationId: nullable(text), principal: text },
  notNull: ['principal'],
  text: `delete from producers
where organization_id is not distinct from $1::uuid and principal = $2
returning principal`,
});

export interface SharedProducersRow {
  readonly principal: string;
  readonly name: string | null;
  readonly created_by: string;
  readonly created_at: string;
}

export const sharedProducers = statement<SharedProducersRow>()({
  name: 'lambdas/organizations/producers/producers.sql shared_producers',
  parameters: { principal: nullable(text), after: nullable(text), limit: number },
  notNull: ['principal', 'created_by', 'created_at'],
  text: `select principal, name, created_by, created_at
from producers
where organization_id is null
  and ($1::text is null or principal = $1)
  and ($2::text is null or principal collate "C" > $2)
order by principal collate "C"
limit $3`,
});
