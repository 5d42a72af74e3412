-- Up Migration

-- Whether what the provider reports is taken where there is no price, and what factors do to prices, change what is stored.
alter table recalculations
  drop constraint recalculations_cause_check,
  add constraint recalculations_cause_check check (cause in (
    'price_correction', 'new_price', 'baseline_change', 'price_feed', 'price_factor', 'cost_source_change'));
