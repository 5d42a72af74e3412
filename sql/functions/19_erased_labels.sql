-- The labels of an execution without those that name a person by their keys: user, owner, developerEmail, … Those that a rule
-- for baselines is about stay, or the next recalculation would give the execution another baseline, and every total with it.
create or replace function erased_labels(p_organization_id uuid, p_labels jsonb) returns jsonb
language sql stable
as $$
select jsonb_object_agg(label.key, label.value)
from jsonb_each(p_labels) as label
where regexp_replace(label.key, '([a-z])([A-Z])', '\1_\2', 'g') !~* (
    '(^|[^a-z])(users?|usernames?|persons?|people|owners?|authors?|developers?|engineers?|e_?mails?|mails?|logins?|assignees?'
    '|reviewers?|requesters?|committers?|contacts?|members?|employees?|handles?|(full|first|last|display)_?name'
    '|(created|requested|started|sent)_?by)([^a-z]|$)')
  or exists (
    select from organization_baselines b
    where b.organization_id = p_organization_id and b.label_key = label.key and b.label_value = label.value #>> '{}')
$$;
