-- What the books tell others: which events a posting, a payment or an import is, with the figures
-- of the moment. Called at the end of what changes the books, and only where somebody subscribes.

CREATE FUNCTION ar_event_money(p_amount bigint, p_currency text, p_decimals integer) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT json_build_object('amount', (p_amount * CASE p_decimals WHEN 0 THEN 1::numeric
        WHEN 1 THEN 0.1 WHEN 2 THEN 0.01 WHEN 3 THEN 0.001 ELSE 0.0001 END)::text,
        'currency', p_currency)
$$;

CREATE FUNCTION ar_event_kind(p_kind smallint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE p_kind WHEN 1 THEN 'invoice' WHEN 2 THEN 'credit_note' WHEN 3 THEN 'receipt'
        WHEN 4 THEN 'refund' WHEN 5 THEN 'opening_balance' END
$$;

-- Documents as events show them, in their order. Amounts are those that the document bears: a
-- receipt's is positive, and what is open of it is not applied yet.
CREATE FUNCTION ar_event_documents(p_documents bigint[]) RETURNS TABLE (
    no bigint, id bigint, kind text, document json
) LANGUAGE sql STABLE AS $$
    SELECT g.no, d.id, ar_event_kind(d.kind), json_build_object(
        'id', d.id::text, 'kind', ar_event_kind(d.kind), 'number', d.number,
        'date', d.document_on, 'due_date', d.due_on,
        'amount', ar_event_money(d.amount * x.side, d.currency, c.decimals),
        'open', ar_event_money(coalesce(o.amount, 0) * x.side, d.currency, c.decimals),
        'status', CASE d.status WHEN 0 THEN 'draft' WHEN 1 THEN 'posted' ELSE 'void' END,
        'reference', d.reference,
        'customer', json_build_object('id', k.id::text, 'code', k.code, 'name', k.name))
    FROM unnest(p_documents) WITH ORDINALITY AS g (id, no)
    JOIN ar_document AS d ON d.id = g.id
    JOIN ar_customer AS k ON k.id = d.customer_id
    JOIN ar_currency AS c ON c.code = d.currency
    CROSS JOIN LATERAL (SELECT CASE WHEN d.kind IN (2, 3) THEN -1 ELSE 1 END AS side) AS x
    LEFT JOIN LATERAL (SELECT sum(amount)::bigint AS amount FROM ar_open_item
        WHERE document_id = d.id) AS o ON true
$$;

-- One event of each document: its kind with this behind it.
CREATE FUNCTION ar_event_each(p_documents bigint[], p_what text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_subscription WHERE split_part(type, '.', 2) = p_what) THEN
        RETURN;
    END IF;
    PERFORM webhook_emit(array_agg(kind || '.' || p_what ORDER BY no), 'document',
        array_agg(id ORDER BY no),
        array_agg(json_build_object('document', document) ORDER BY no))
    FROM ar_event_documents(p_documents);
END
$$;

-- Whether what happens is told one by one: an import tells it at its end.
CREATE FUNCTION ar_event_is_quiet() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('countinghouse.import_events', true), '') <> ''
$$;

-- Invoices of which this transaction has settled the last cent, or opened again what was settled.
-- Compared with what was open before it, whatever happened in between.
CREATE FUNCTION ar_event_settled(p_documents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_at timestamptz := ar_recorded_at();
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_subscription
        WHERE type IN ('invoice.paid', 'invoice.reopened')) THEN
        RETURN;
    END IF;
    PERFORM webhook_emit(array_agg(x.type ORDER BY e.no), 'document',
        array_agg(e.id ORDER BY e.no),
        array_agg(json_build_object('document', e.document) ORDER BY e.no))
    FROM (
        SELECT d.id, CASE WHEN now_open = 0 AND (d.recorded_at = v_at OR now_open <> moved)
                THEN 'invoice.paid'
            WHEN now_open <> 0 AND now_open = moved AND d.recorded_at <> v_at
                THEN 'invoice.reopened' END AS type
        FROM (SELECT DISTINCT unnest(p_documents) AS id) AS g
        JOIN ar_document AS d ON d.id = g.id AND d.kind = 1 AND d.status = 1 AND d.amount <> 0
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount), 0) AS now_open,
                coalesce(sum(amount) FILTER (WHERE recorded_at = v_at), 0) AS moved
            FROM ar_entry WHERE document_id = d.id) AS s
    ) AS x
    JOIN ar_event_documents(ARRAY(SELECT DISTINCT unnest(p_documents) ORDER BY 1)) AS e
        ON e.id = x.id
    WHERE x.type IS NOT NULL AND NOT EXISTS (SELECT FROM webhook_event AS w
        WHERE w.object_id = x.id AND w.object_kind = 'document' AND w.type = x.type
            AND w.recorded_at = v_at);
END
$$;

-- Of what changes documents: that they were created, voided or changed, where p_what says so, and
-- which invoices among those that money moved on are paid now or open again.
CREATE FUNCTION ar_event_tell(p_what text, p_documents bigint[], p_moved bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF ar_event_is_quiet() THEN RETURN; END IF;
    IF p_what IS NOT NULL THEN
        PERFORM ar_event_each(p_documents, p_what);
    END IF;
    IF p_moved IS NOT NULL THEN
        PERFORM ar_event_settled(p_moved);
    END IF;
END
$$;

-- That parts of invoices were written off, or taken back by themselves: with a document's void
-- they go untold, as all that had settled it does.
CREATE FUNCTION ar_event_write_off(
    p_type text, p_documents bigint[], p_amounts bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM webhook_emit(array_agg(p_type ORDER BY e.no), 'document',
        array_agg(e.id ORDER BY e.no), array_agg(json_build_object('document', e.document,
            'written_off', ar_event_money(w.amount, d.currency, c.decimals)) ORDER BY e.no))
    FROM (SELECT id, sum(amount)::bigint AS amount FROM unnest(p_documents, p_amounts)
        AS g (id, amount) GROUP BY id) AS w
    JOIN ar_event_documents(ARRAY(SELECT DISTINCT unnest(p_documents) ORDER BY 1)) AS e
        ON e.id = w.id
    JOIN ar_document AS d ON d.id = w.id AND d.kind = 1
    JOIN ar_currency AS c ON c.code = d.currency;
END
$$;

CREATE FUNCTION ar_event_customers(p_customers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM webhook_emit(array_agg('customer.created'::text ORDER BY k.id), 'customer',
        array_agg(k.id ORDER BY k.id), array_agg(json_build_object('customer',
            json_build_object('id', k.id::text, 'code', k.code, 'name', k.name, 'group', g.name,
                'currency', k.currency)) ORDER BY k.id))
    FROM ar_customer AS k LEFT JOIN ar_customer_group AS g ON g.id = k.group_id
    WHERE k.id = ANY (p_customers) AND NOT EXISTS (SELECT FROM webhook_event AS w
        WHERE w.object_id = k.id AND w.object_kind = 'customer' AND w.type = 'customer.created');
END
$$;

-- An import begins: nothing is told until it is done. Remembers which customers there were.
CREATE FUNCTION ar_event_import_begin() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('countinghouse.import_events',
        (SELECT coalesce(max(id), 0)::text FROM ar_customer), true);
END
$$;

-- An import is done: tells what came of it by sets. Where that is more than ten thousand documents
-- or customers, only that it is done: whoever wants to know more asks.
CREATE FUNCTION ar_event_import(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_max       CONSTANT integer := 10000;
    v_at        timestamptz := ar_recorded_at();
    v_mark      bigint := nullif(current_setting('countinghouse.import_events', true), '')::bigint;
    v_documents bigint[];
    v_customers bigint[];
    v_entries   integer;
    v_is_each   boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_subscription) THEN RETURN; END IF;
    v_customers := ARRAY(SELECT id FROM ar_customer WHERE id > v_mark ORDER BY id
        LIMIT v_max + 1);
    SELECT array_agg(DISTINCT document_id), count(*) INTO v_documents, v_entries
    FROM (SELECT document_id FROM ar_entry WHERE recorded_at = v_at LIMIT 5 * v_max + 1) AS e;
    v_is_each := v_entries <= 5 * v_max AND coalesce(cardinality(v_documents), 0) <= v_max
        AND cardinality(v_customers) <= v_max;
    IF v_is_each THEN
        PERFORM ar_event_customers(v_customers);
        PERFORM ar_event_each(ARRAY(SELECT id FROM ar_document
            WHERE id = ANY (v_documents) AND import_id = p_import ORDER BY id), 'created');
        PERFORM ar_event_each(ARRAY(SELECT document_id FROM ar_import_before
            WHERE import_id = p_import ORDER BY document_id), 'changed');
        PERFORM ar_event_settled(v_documents);
    END IF;
    PERFORM webhook_emit(ARRAY['import.finished'], 'import', ARRAY[p_import],
        ARRAY[(SELECT json_build_object('import', json_build_object('id', id::text,
            'file_name', file_name, 'form', form, 'as_of', as_of, 'rows', row_count,
            'new', new_count, 'changed', changed_count, 'unchanged', unchanged_count,
            'rejected', rejected_count, 'customers', customer_count,
            'has_events_of_each', v_is_each))
        FROM ar_import WHERE id = p_import)]);
END
$$;

-- The same for an import that was undone.
CREATE FUNCTION ar_event_import_undone(p_import bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_max     CONSTANT integer := 10000;
    v_count   bigint := (SELECT count(*) FROM undo_document);
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_subscription) THEN RETURN; END IF;
    IF v_count <= v_max THEN
        PERFORM ar_event_each(ARRAY(SELECT document_id FROM undo_document
            WHERE is_new ORDER BY document_id), 'voided');
        PERFORM ar_event_each(ARRAY(SELECT document_id FROM ar_import_before
            WHERE import_id = p_import ORDER BY document_id), 'changed');
        PERFORM ar_event_settled(ARRAY(SELECT document_id FROM undo_document WHERE NOT is_new));
    END IF;
    PERFORM webhook_emit(ARRAY['import.undone'], 'import', ARRAY[p_import],
        ARRAY[(SELECT json_build_object('import', json_build_object('id', id::text,
            'file_name', file_name, 'form', form, 'documents', v_count,
            'has_events_of_each', v_count <= v_max))
        FROM ar_import WHERE id = p_import)]);
END
$$;
