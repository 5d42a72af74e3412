-- Durations are kept in logarithmic bins with 1% relative error, the mapping of DDSketch (Masson, Rim and Lee,
-- VLDB 2019, section 2): with gamma = 1.01 / 0.99, bin i >= 0 holds (gamma^(i-1), gamma^i] milliseconds and is
-- estimated as 2 gamma^i / (gamma + 1), which is at most 1% off. Bin -1 holds 0. A year is bin 1209.

create or replace function duration_bin(p_duration_ms bigint) returns smallint
language sql immutable parallel safe
return case
  when p_duration_ms < 1 then -1
  else ceil(ln(p_duration_ms::double precision) / ln(1.01 / 0.99::double precision))
end::smallint;

create or replace function duration_of_bin(p_bin integer) returns double precision
language sql immutable parallel safe
return case
  when p_bin < 0 then 0
  else 2 * (1.01 / 0.99::double precision) ^ p_bin / (1.01 / 0.99::double precision + 1)
end;
