-- Up Migration

-- As for prices: who corrects a contract's factor names it by its id alone.
create policy member on price_factors for select to payback_api
  using (exists (
    select from memberships m
    where m.organization_id = price_factors.organization_id and m.subject = (select current_subject())));
