-- Row-level security leaves list prices, the contracts of the caller's organizations, and for operators everything.
select * from provider_pricing where id = :id
