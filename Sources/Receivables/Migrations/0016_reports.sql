-- What moved between two days, for the comparison of a report with another date.

-- The movements of some days, wherever their documents stand.
CREATE INDEX ar_entry_effective ON ar_entry (effective_on);

-- What is neither an invoice nor a receipt is rare: an allocation that touches none of these is
-- a receipt's.
CREATE INDEX ar_document_other_kind ON ar_document (id, kind, amount) WHERE kind NOT IN (1, 3);
