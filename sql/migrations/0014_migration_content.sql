-- Up Migration

-- What each migration was when it was applied (SHA-256): one that is edited later is refused at the next deployment.
alter table schema_migrations add column content_hash text;
