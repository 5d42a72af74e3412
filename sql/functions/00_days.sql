-- A reporting day of an organization is a date on the clocks of its time zone, and these two are what it means: nothing else
-- converts between days and instants (ADR 17, which also tells why such a day is one span of time in every zone).

create or replace function day_of(p_instant timestamptz, p_time_zone text) returns date
language sql immutable parallel safe
as $$
select (p_instant at time zone p_time_zone)::date
$$;

-- The least instant of which day_of is p_day. For an index: start_time >= first_instant_of_day(first, zone) and
-- start_time < first_instant_of_day(last + 1, zone).
--
-- AT TIME ZONE alone is right where midnight is missing (it gives the instant at which clocks skip it), but of a midnight
-- that clocks show twice it gives the second. The first is the one by the offset of the evening before. Not in SQL, which
-- would be planned for each call with constants: 0.1 ms instead of 0.01.
create or replace function first_instant_of_day(p_day date, p_time_zone text) returns timestamptz
language plpgsql immutable strict parallel safe
as $$
declare
  midnight timestamptz := p_day::timestamp at time zone p_time_zone;
  -- By the clock of UTC, before the day begins anywhere.
  evening timestamp := p_day::timestamp - interval '16 hours';
  evening_offset interval := (evening at time zone 'UTC') at time zone p_time_zone - evening;
  earlier timestamptz := (p_day::timestamp - evening_offset) at time zone 'UTC';
begin
  return case when earlier < midnight and day_of(earlier, p_time_zone) = p_day then earlier else midnight end;
end $$;
