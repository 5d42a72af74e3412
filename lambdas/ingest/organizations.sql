select id, retention_days
from organizations
where id = any ($1::uuid[])
