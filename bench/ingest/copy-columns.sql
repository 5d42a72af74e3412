-- The columns of task_executions that can be copied in: all but the generated ones.
select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
from information_schema.columns
where table_schema = 'public' and table_name = 'task_executions' and is_generated = 'NEVER'
