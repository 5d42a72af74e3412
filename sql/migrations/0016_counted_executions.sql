-- Up Migration

-- The executions that count: what every reader and every rebuild stands on, so that a state in which one does not count is
-- added here alone. Only what writes executions names their table. A column added to the table is added by making the view
-- again (create or replace).
create view counted_executions with (security_invoker = true) as
select * from task_executions;
grant select on counted_executions to payback_api, payback_worker;

-- They take a row of the view from now on; sql/functions makes them again.
drop function if exists execution_to_price(task_executions, bigint);
drop function if exists usage_of(task_executions);
