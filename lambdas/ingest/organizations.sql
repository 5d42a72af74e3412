select
  o.id, o.retention_days, first_kept_instant(o, :now::timestamptz) as "kept_from!", o.keep_descriptions, o.keep_error_messages
from organizations o
where o.id = any (:ids::uuid[])
