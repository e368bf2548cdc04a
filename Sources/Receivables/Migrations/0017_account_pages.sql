-- What the pages of customers and documents need besides the books: notes, and a way from a
-- document's number to the document.

-- What somebody wrote about a customer: immutable as the movements are.
CREATE TABLE ar_note (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint      NOT NULL REFERENCES ar_customer (id),
    recorded_at timestamptz NOT NULL,
    actor       text        NOT NULL,
    text        text        NOT NULL CHECK (length(text) BETWEEN 1 AND 4000)
);
CREATE INDEX ar_note_customer ON ar_note (customer_id, id);

-- Finds the documents whose number begins with what was typed, whatever the database's collation.
CREATE INDEX ar_document_number ON ar_document (number text_pattern_ops);

DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ar_note TO %I', v_role);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', current_schema(), v_role);
END
$$;
