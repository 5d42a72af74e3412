-- $1 organization, $2 from when on its baseline is another one. Its executions of every provider are compared with it.
select request_recalculation($1, 'baseline_change', null, $2, 'infinity', null, null, null, current_subject()) as id
