-- The baseline of an execution by some rules of its organization: the first that exists of the message's own, the requested
-- model, that of a label's value, that of the task type and the organization's, whether it has a price or not. No row where
-- none exists. provider is null where the organization's own is meant.
create or replace function baseline_by_rule(p_execution execution_to_price, p_rules organization_baselines[])
returns table (id uuid, rule text, provider text, model text)
language sql stable parallel safe
as $$
select
  b.id,
  b.rule,
  case b.rule
    when 'message' then (p_execution).message_baseline_provider
    when 'requested_model' then coalesce(named.provider, b.provider)
    else b.provider
  end,
  case b.rule
    when 'message' then (p_execution).message_baseline_model
    when 'requested_model' then case
      when named.provider is null then (p_execution).requested_model
      else substr((p_execution).requested_model, length(named.provider) + 2)
    end
    else b.model
  end
from unnest(p_rules) as b
-- A requested model may name its provider before a slash; a slash is also part of names.
left join lateral (
  select split_part((p_execution).requested_model, '/', 1) as provider
  where b.rule = 'requested_model' and (p_execution).requested_model like '_%/_%'
    and exists (
      select from provider_pricing p
      where p.provider = split_part((p_execution).requested_model, '/', 1) and p.superseded_at is null)
) as named on true
where b.effective_date <= (p_execution).start_time
  and (p_execution).start_time < coalesce(b.end_date, 'infinity')
  and case b.rule
    when 'message' then (p_execution).message_baseline_provider is not null
    when 'requested_model' then (p_execution).requested_model is not null
    when 'label' then (p_execution).labels ->> b.label_key = b.label_value
    when 'task_type' then (p_execution).task_type = b.task_type
    else true
  end
-- Of several labels, the first by its key.
order by array_position(array['message', 'requested_model', 'label', 'task_type', 'organization'], b.rule), b.label_key
limit 1
$$;
