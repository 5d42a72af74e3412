-- Up Migration

-- Whether lists, explanations and exports of executions tell whose they are. Off for organizations that there are already, too.
alter table organizations add column figures_by_person boolean not null default false;
