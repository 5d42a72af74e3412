update organizations
set
  name = coalesce($2, name),
  time_zone = coalesce($3, time_zone),
  retention_days = coalesce($4, retention_days),
  review_threshold = coalesce($5, review_threshold),
  updated_at = now()
where id = $1
