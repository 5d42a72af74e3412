-- Corrects what the baseline's output costs by contract, to $1, and asks for a recalculation of each organization that has one.
with corrected as materialized (
  select organization_id, correct_price(id, jsonb_build_object('cost_per_unit', $1::numeric, 'corrected_by', 'bench'))
  from provider_pricing
  where superseded_at is null and organization_id is not null and provider = 'openai_codex' and model = 'bench-large'
    and pricing_model = 'per_output_token'
)
select request_recalculation(
  organization_id, 'price_correction', null, '-infinity', 'infinity', array['openai_codex'], array['bench-large'], 'wrong', 'bench')
from corrected
