-- @name lock_anomaly
-- Reviews of one take turns, and a recalculation that would withdraw it waits.
select execution_id, kind, status, note from execution_flags where organization_id = :organization_id and id = :id for update

-- @name store_review
-- An open one has been reviewed by nobody.
update execution_flags
set
  status = :status,
  note = :note?,
  reviewed_by = case when :status = 'reviewed' then :reviewed_by end,
  reviewed_at = case when :status = 'reviewed' then :reviewed_at::timestamptz end
where organization_id = :organization_id and id = :id
