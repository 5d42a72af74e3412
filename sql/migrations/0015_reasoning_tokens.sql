-- Up Migration

-- Part of the output that the model spent on reasoning, where a producer tells. It is shown; no price is charged for it.
alter table task_executions
  add column reasoning_tokens bigint,
  -- Not valid: the rows that are there have none, and would be read one by one with the table locked.
  add constraint task_executions_reasoning_check
    check (reasoning_tokens <= coalesce(output_tokens, tokens_used)) not valid;
alter type usage add attribute reasoning_tokens bigint;
