select name from schema_migrations order by id desc limit 1
