-- What a tenant's owner may change, and the way to its end.
ALTER TABLE tenants
    ADD COLUMN fiscal_year_start smallint NOT NULL DEFAULT 1
        CHECK (fiscal_year_start BETWEEN 1 AND 12),
    -- A name on the web that is this tenant's alone.
    ADD COLUMN domain text UNIQUE
        CHECK (length(domain) <= 253 AND domain ~ '^[a-z0-9-]+([.][a-z0-9-]+)+$'),
    -- When the rows of one that is being deleted go; until then it can be brought back.
    ADD COLUMN delete_after timestamptz,
    DROP CONSTRAINT tenants_status_check,
    ADD CONSTRAINT tenants_status_check
        CHECK (status IN ('creating', 'active', 'suspended', 'deleting')),
    ADD CONSTRAINT tenants_delete_after_check
        CHECK ((status = 'deleting') = (delete_after IS NOT NULL));
