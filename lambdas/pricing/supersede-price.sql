-- Before its copies are inserted, which would overlap. The reference to the first of them is checked at commit.
update provider_pricing set superseded_at = now(), superseded_by = $2 where id = $1
