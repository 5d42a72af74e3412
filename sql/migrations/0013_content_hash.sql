-- Up Migration

-- How the content was hashed: 1 over a list of what is stored, 2 keyed and over the fields as sent. A constant default is
-- no rewrite of the table.
alter table execution_keys add column hash_version smallint not null default 1 check (hash_version in (1, 2));
alter table execution_keys alter column hash_version drop default;
