-- Up Migration

-- What an organization keeps of two texts that may be anything: descriptions of tasks not at all unless it says so, error messages by
-- their class only. What is stored already stays until its retention ends.
alter table organizations
  add column keep_descriptions boolean not null default false,
  add column keep_error_messages boolean not null default false;

-- Structures of rejections had every name of a field, and a name may be a person. Forced row-level security is for the owner
-- too, who has no policy here.
alter table ingest_rejections no force row level security;
update ingest_rejections set structure = null where structure is not null;
alter table ingest_rejections force row level security;
