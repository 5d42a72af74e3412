-- @name take_places
-- Of the caller, and then of the organization, for what takes long: whoever has none left takes none of the organization's.
select
  taken.of_person as "of_person!",
  case when taken.of_person then take_place('organization ' || :kind || ' ' || :organization_id, :most_of_organization::integer)
  else false end as "of_organization!"
from (
  select take_place('person ' || :kind || ' ' || current_subject(), :most_of_person::integer) as of_person offset 0
) as taken
