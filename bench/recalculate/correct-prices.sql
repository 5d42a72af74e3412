-- Corrects what the baseline's output costs, in the list and in every contract, and asks for one recalculation of all.
with corrected as materialized (
  select correct_price(id, jsonb_build_object('cost_per_unit', cost_per_unit * 1.1, 'corrected_by', 'bench'))
  from provider_pricing
  where superseded_at is null and provider = 'openai_codex' and model = 'bench-large'
    and pricing_model = 'per_output_token'
)
select request_recalculation(
  null, 'price_correction', null, '-infinity', 'infinity', array['openai_codex'], array['bench-large'], 'wrong', 'bench') as id
from (select count(*) from corrected) as all_of_them
