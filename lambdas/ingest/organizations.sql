select id, retention_days
from organizations
where id = any (:ids::uuid[])
