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

-- Text as a search compares it, in the small letters of all of Unicode: what lower() knows beyond
-- those of ASCII depends on the locale the database was made with. PostgreSQL 17 brings its own
-- rules; before, those of ICU are used. A sigma is the same wherever it stands in a word, and a
-- dot that only a capital I bears is none.
DO $$
DECLARE
    v_collation name;
BEGIN
    SELECT collname INTO v_collation FROM pg_collation
    WHERE collnamespace = 'pg_catalog'::regnamespace
        AND collname IN ('pg_c_utf8', 'und-x-icu', 'default')
        AND (collname = 'default' OR getdatabaseencoding() = 'UTF8')
    ORDER BY collname = 'default', collname = 'und-x-icu' LIMIT 1;
    EXECUTE format(
        'CREATE FUNCTION ar_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
        format(
            'SELECT translate(lower($1 COLLATE pg_catalog.%I), %L, %L) COLLATE "C"',
            v_collation, U&'\03C2\0307', U&'\03C3'));
END
$$;

DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ar_note TO %I', v_role);
END
$$;
