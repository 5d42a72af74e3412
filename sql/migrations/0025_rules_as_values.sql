-- What-if tries a rule beside those in force: the rules are an argument now.
drop function if exists baseline_by_rule(execution_to_price, uuid);
