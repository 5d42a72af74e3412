-- @name figures_state
-- What differs after any change of the organization's figures: they change by deltas alone, which have ids that are given once, and
-- which a fold takes away, and says when. A sum of hashes stands for which ones are pending, whatever the order in which
-- transactions commit; with the beginning of the server, as a restored one gives ids again.
select
  concat_ws(
    '/',
    extract(epoch from pg_postmaster_start_time()),
    (select extract(epoch from folded_at) from rollup_folds where organization_id = :organization_id),
    (
      select count(*) || '/' || coalesce(sum(hashint8extended(id, 0)), 0)
      from rollup_deltas
      where organization_id = :organization_id
    )
  ) as "state!",
  exists (
    select from organization_baselines where organization_id = :organization_id and rule <> 'organization'
  ) as "has_rules!"
