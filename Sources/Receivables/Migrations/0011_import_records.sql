-- What is kept of imports beside the documents: what files said is open, the payments assumed
-- from that, aging lists as they came, and how unusual headers were mapped.

-- What a file said was open of a document on a day, signed as the document's amount. A later
-- file for the same day says it anew. dated: the day is that of the payment, not of the list.
CREATE TABLE ar_stated_balance (
    document_id bigint  NOT NULL,
    open        bigint  NOT NULL,
    import_id   bigint  NOT NULL,
    as_of       date    NOT NULL,
    dated       boolean NOT NULL,
    PRIMARY KEY (document_id, as_of)
);

-- The receipt (or, for a credit, the refund) that stands for what such a balance shows as paid
-- and no document of its own accounts for.
CREATE TABLE ar_assumed_payment (
    document_id bigint NOT NULL,
    payment_id  bigint NOT NULL,
    as_of       date   NOT NULL,
    PRIMARY KEY (document_id, as_of)
);
CREATE UNIQUE INDEX ar_assumed_payment_payment ON ar_assumed_payment (payment_id);

-- An aging list as it came; never changed. buckets: the list's own columns or sections.
CREATE TABLE ar_aging_snapshot (
    import_id   bigint      PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    as_of       date        NOT NULL,
    by_document boolean     NOT NULL,
    buckets     text[]      NOT NULL
);

-- One row a document, or a customer and currency where the list has no documents. own: the
-- amounts in the list's buckets, in their order.
CREATE TABLE ar_aging_snapshot_line (
    import_id    bigint   NOT NULL,
    line         bigint   NOT NULL,
    customer_id  bigint   NOT NULL,
    document_id  bigint,
    amount       bigint   NOT NULL,
    days_0_30    bigint   NOT NULL,
    days_31_60   bigint   NOT NULL,
    days_61_90   bigint   NOT NULL,
    days_91_120  bigint   NOT NULL,
    days_over_120 bigint  NOT NULL,
    due_on       date,
    currency     text     NOT NULL,
    own          bigint[] NOT NULL,
    PRIMARY KEY (import_id, line)
);

-- How a header was mapped that is not recognised by itself, by the shape of the header.
CREATE TABLE ar_import_mapping (
    shape       text        PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    actor       text        NOT NULL,
    headers     text[]      NOT NULL,
    fields      text[]      NOT NULL
);

-- Lists are immutable, balances and mappings are said anew, nothing is deleted.
DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ar_assumed_payment, ar_aging_snapshot,'
        ' ar_aging_snapshot_line TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ar_stated_balance, ar_import_mapping TO %I',
        v_role);
END
$$;
