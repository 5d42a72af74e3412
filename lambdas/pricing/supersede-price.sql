-- Before the copy is inserted, which would overlap. The reference to it is checked at commit.
update provider_pricing set superseded_at = now(), superseded_by = $2 where id = $1
