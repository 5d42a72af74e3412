-- An execution, voided or not, as those that count are handed to functions: a view has a type of its own.
create or replace function as_counted(p_execution task_executions) returns counted_executions
language sql immutable parallel safe
return row((p_execution).*)::counted_executions;
