-- Takes one of so many places of a name, until the transaction ends; false where all are taken, null where there is no limit.
-- Advisory locks count exactly however many functions there are, cost no writing, and exist on replicas. Beginning anywhere,
-- so that who comes together does not try the same places one after the other.
create or replace function take_place(p_name text, p_most integer) returns boolean
language plpgsql volatile strict
as $$
declare
  first_place integer := floor(random() * p_most);
begin
  for step in 1..p_most loop
    if pg_try_advisory_xact_lock(hashtextextended(p_name, (first_place + step) % p_most)) then
      return true;
    end if;
  end loop;
  return false;
end $$;
