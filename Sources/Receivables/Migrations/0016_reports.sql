-- For the report's page and its comparison with another date.

-- The movements of some days, wherever their documents stand.
CREATE INDEX ar_entry_effective ON ar_entry (effective_on);

-- What is neither an invoice nor a receipt is rare: an allocation that touches none of these is
-- a receipt's.
CREATE INDEX ar_document_other_kind ON ar_document (id, kind, amount) WHERE kind NOT IN (1, 3);

-- Credit that is not applied is a small part of what is open.
CREATE INDEX ar_open_item_credit ON ar_open_item (from_on) WHERE amount < 0;
