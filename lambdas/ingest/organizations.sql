select id, retention_days, keep_descriptions, keep_error_messages
from organizations
where id = any (:ids::uuid[])
