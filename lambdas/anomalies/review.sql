-- $1 organization, $2 anomaly, $3 status, $4 note, $5 who, $6 when. An open one has been reviewed by nobody.
update execution_flags
set
  status = $3,
  note = $4,
  reviewed_by = case when $3 = 'reviewed' then $5 end,
  reviewed_at = case when $3 = 'reviewed' then $6::timestamptz end
where organization_id = $1 and id = $2
