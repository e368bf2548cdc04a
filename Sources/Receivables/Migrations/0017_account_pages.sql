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
--
-- It is made once more for portfolios (0020), whose schema holds whatever their questions call.
DO $$
DECLARE
    v_collation text := CASE
        WHEN getdatabaseencoding() <> 'UTF8' THEN 'default'
        WHEN to_regcollation('pg_catalog.pg_c_utf8') IS NOT NULL THEN 'pg_c_utf8'
        WHEN to_regcollation('pg_catalog."und-x-icu"') IS NOT NULL THEN 'und-x-icu'
        ELSE 'default' END;
    v_schema    text;
BEGIN
    FOREACH v_schema IN ARRAY
        ARRAY[current_schema()::text, current_setting('countinghouse.portfolio_schema')]
    LOOP
        EXECUTE format('CREATE FUNCTION %I.ar_folded(text) RETURNS text'
            ' LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', v_schema,
            format('SELECT translate(lower($1 COLLATE pg_catalog.%I), %L, %L) COLLATE "C"',
                v_collation, U&'\03C2\0307', U&'\03C3'));
    END LOOP;
END
$$;

DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ar_note TO %I', v_role);
END
$$;
