-- The minimal journal under the receivables. Amounts are minor units; debit positive, credit negative.

-- Its texts have lengths for the reason that stands at the head of the receivables' tables.
CREATE TABLE ledger_account (
    id          integer      PRIMARY KEY,
    code        varchar(20)  NOT NULL UNIQUE,
    name        varchar(100) NOT NULL,
    kind        varchar(9)   NOT NULL
        CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'))
);

-- Ids below 100 are the system's own; the receivables post to them by number.
INSERT INTO ledger_account (id, code, name, kind) VALUES
    (1, '1100', 'Accounts receivable', 'asset'),
    (2, '1000', 'Bank', 'asset'),
    (3, '4000', 'Sales', 'income'),
    (4, '4100', 'Credit notes', 'income'),
    (5, '6100', 'Bad debts', 'expense'),
    (6, '7000', 'Realised exchange differences', 'income'),
    (7, '7010', 'Unrealised exchange differences', 'income'),
    (8, '3900', 'Opening balances', 'equity');

CREATE SEQUENCE journal_entry_id AS bigint;

CREATE TABLE journal_entry (
    id          bigint      PRIMARY KEY,
    entry_on    date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    source_kind smallint    NOT NULL,
    source_id   bigint      NOT NULL
);
CREATE INDEX journal_entry_source ON journal_entry (source_id);

-- The entry's date and recorded time stand in its lines too, so that a balance as known at any
-- moment is one scan of one table.
CREATE TABLE journal_line (
    entry_id    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    amount      bigint      NOT NULL,
    base_amount bigint      NOT NULL,
    account_id  integer     NOT NULL,
    entry_on    date        NOT NULL,
    line_no     smallint    NOT NULL,
    currency    varchar(3)  NOT NULL,
    PRIMARY KEY (entry_id, line_no)
);

-- Rollup of the lines by account, currency and day, and what is not folded into it yet.
-- A balance is the sum of both; see ledger_fold.
CREATE TABLE ledger_balance (
    account_id  integer NOT NULL,
    currency    varchar(3) NOT NULL,
    entry_on    date    NOT NULL,
    amount      bigint  NOT NULL,
    base_amount bigint  NOT NULL,
    PRIMARY KEY (account_id, currency, entry_on)
);

CREATE TABLE ledger_delta (
    amount      bigint  NOT NULL,
    base_amount bigint  NOT NULL,
    account_id  integer NOT NULL,
    entry_on    date    NOT NULL,
    currency    varchar(3) NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Looks at what every way into the journal takes on trust otherwise: the accounts, the currencies
-- and the recorded time, which the writer's transaction has set. A time before the transaction
-- would change what had been answered about the past.
CREATE FUNCTION ledger_admit(p_accounts integer[], p_currencies text[]) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_recorded_at timestamptz := current_setting('countinghouse.recorded_at')::timestamptz;
BEGIN
    IF v_recorded_at < transaction_timestamp() OR v_recorded_at > clock_timestamp() THEN
        RAISE EXCEPTION 'the recorded time lies outside the transaction' USING ERRCODE = 'CH201';
    END IF;
    IF EXISTS (SELECT FROM unnest(p_accounts) AS a (id)
        WHERE id NOT IN (SELECT id FROM ledger_account)) THEN
        RAISE EXCEPTION 'there is no such account' USING ERRCODE = 'CH202';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT unnest(p_currencies)) AS c (code)
        WHERE code !~ '^[A-Z]{3}$') THEN
        RAISE EXCEPTION 'there is no such currency' USING ERRCODE = 'CH203';
    END IF;
    RETURN v_recorded_at;
END
$$;

-- The only way into the journal. Headers and lines come as parallel arrays; p_line_entry is the
-- 1-based position of the line's header. Refuses the whole set when any entry does not sum to
-- zero in base currency and in each currency it touches.
CREATE FUNCTION ledger_post(
    p_entry_id bigint[], p_entry_on date[], p_source_kind smallint[], p_source_id bigint[],
    p_line_entry integer[], p_line_no smallint[], p_account integer[], p_currency text[],
    p_amount bigint[], p_base_amount bigint[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_recorded_at timestamptz := ledger_admit(p_account, p_currency);
    v_entries     bigint;
    v_unbalanced  bigint;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE NOT balanced) INTO v_entries, v_unbalanced
    FROM (
        SELECT entry, sum(base_amount) = 0 AND bool_and(amount = 0) AS balanced
        FROM (
            SELECT entry, currency, sum(amount) AS amount, sum(base_amount) AS base_amount
            FROM unnest(p_line_entry, p_currency, p_amount, p_base_amount)
                AS l (entry, currency, amount, base_amount)
            GROUP BY entry, currency
        ) AS by_currency
        GROUP BY entry
    ) AS by_entry;
    IF v_unbalanced > 0 THEN
        RAISE EXCEPTION 'a journal entry does not balance' USING ERRCODE = 'CH100';
    END IF;
    IF v_entries <> coalesce(array_length(p_entry_id, 1), 0) THEN
        RAISE EXCEPTION 'a journal entry has no lines or a line no entry' USING ERRCODE = 'CH101';
    END IF;

    INSERT INTO journal_entry (id, entry_on, recorded_at, source_kind, source_id)
    SELECT id, entry_on, v_recorded_at, source_kind, source_id
    FROM unnest(p_entry_id, p_entry_on, p_source_kind, p_source_id)
        AS e (id, entry_on, source_kind, source_id);

    INSERT INTO journal_line
        (entry_id, line_no, account_id, currency, amount, base_amount, entry_on, recorded_at)
    SELECT p_entry_id[entry], line_no, account, currency, amount, base_amount,
        p_entry_on[entry], v_recorded_at
    FROM unnest(p_line_entry, p_line_no, p_account, p_currency, p_amount, p_base_amount)
        AS l (entry, line_no, account, currency, amount, base_amount);

    INSERT INTO ledger_delta (account_id, currency, entry_on, amount, base_amount)
    SELECT account, currency, p_entry_on[entry], sum(amount), sum(base_amount)
    FROM unnest(p_line_entry, p_account, p_currency, p_amount, p_base_amount)
        AS l (entry, account, currency, amount, base_amount)
    GROUP BY 1, 2, 3;
END
$$;

-- Posts entries of two lines each, balanced by construction: p_debit gets +amount, p_credit
-- -amount (a negative amount turns it round). One array element an entry; the bulk path of
-- documents, for which the general form would build and check twice as many elements.
CREATE FUNCTION ledger_transfer(
    p_entry_on date[], p_source_kind smallint[], p_source_id bigint[], p_debit integer[],
    p_credit integer[], p_currency text[], p_amount bigint[], p_base_amount bigint[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_recorded_at timestamptz := ledger_admit(p_debit || p_credit, p_currency);
    v_ids         bigint[];
BEGIN
    WITH entry AS (
        INSERT INTO journal_entry (id, entry_on, recorded_at, source_kind, source_id)
        SELECT nextval('journal_entry_id'), entry_on, v_recorded_at, source_kind, source_id
        FROM unnest(p_entry_on, p_source_kind, p_source_id)
            AS e (entry_on, source_kind, source_id)
        RETURNING id
    )
    SELECT array_agg(id) INTO v_ids FROM entry;

    INSERT INTO journal_line
        (entry_id, line_no, account_id, currency, amount, base_amount, entry_on, recorded_at)
    SELECT id, line_no, CASE line_no WHEN 1 THEN debit ELSE credit END, currency,
        amount * side, base_amount * side, entry_on, v_recorded_at
    FROM unnest(v_ids, p_entry_on, p_debit, p_credit, p_currency, p_amount, p_base_amount)
            AS e (id, entry_on, debit, credit, currency, amount, base_amount),
        (VALUES (1::smallint, 1), (2::smallint, -1)) AS side (line_no, side);

    INSERT INTO ledger_delta (account_id, currency, entry_on, amount, base_amount)
    SELECT account, currency, entry_on, sum(amount * side), sum(base_amount * side)
    FROM (
        SELECT entry_on, debit, credit, currency, sum(amount) AS amount,
            sum(base_amount) AS base_amount
        FROM unnest(p_entry_on, p_debit, p_credit, p_currency, p_amount, p_base_amount)
            AS e (entry_on, debit, credit, currency, amount, base_amount)
        GROUP BY entry_on, debit, credit, currency
    ) AS e
    CROSS JOIN LATERAL (VALUES (debit, 1), (credit, -1)) AS side (account, side)
    GROUP BY 1, 2, 3;
END
$$;

-- Posts entries of one kind between two accounts, balanced by construction: one array element an
-- entry. Four arrays instead of the general form's eight, and one pass over them, because a
-- million entries spend their time there.
CREATE FUNCTION ledger_transfer_alike(
    p_source_kind smallint, p_debit integer, p_credit integer, p_currency text,
    p_entry_on date[], p_source_id bigint[], p_amount bigint[], p_base_amount bigint[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_recorded_at timestamptz :=
        ledger_admit(ARRAY[p_debit, p_credit], ARRAY[p_currency]);
BEGIN
    WITH entry AS MATERIALIZED (
        SELECT nextval('journal_entry_id') AS id, e.*
        FROM unnest(p_entry_on, p_source_id, p_amount, p_base_amount)
            AS e (entry_on, source_id, amount, base_amount)
    ), header AS (
        INSERT INTO journal_entry (id, entry_on, recorded_at, source_kind, source_id)
        SELECT id, entry_on, v_recorded_at, p_source_kind, source_id FROM entry
    ), line AS (
        INSERT INTO journal_line (entry_id, line_no, account_id, currency, amount, base_amount,
            entry_on, recorded_at)
        SELECT id, line_no, account, p_currency, amount * side, base_amount * side, entry_on,
            v_recorded_at
        FROM entry, (VALUES (1::smallint, 1, p_debit), (2::smallint, -1, p_credit))
            AS side (line_no, side, account)
    )
    INSERT INTO ledger_delta (account_id, currency, entry_on, amount, base_amount)
    SELECT account, p_currency, entry_on, amount * side, base_amount * side
    FROM (
        SELECT entry_on, sum(amount) AS amount, sum(base_amount) AS base_amount
        FROM entry GROUP BY entry_on
    ) AS day, (VALUES (1, p_debit), (-1, p_credit)) AS side (side, account);
END
$$;

-- Folds the deltas into the rollup. One at a time per tenant; a second caller returns at once.
CREATE FUNCTION ledger_fold() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_folded bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext(current_schema() || '.ledger_fold')) THEN
        RETURN 0;
    END IF;
    WITH gone AS (DELETE FROM ledger_delta RETURNING *),
    folded AS (
        INSERT INTO ledger_balance AS b (account_id, currency, entry_on, amount, base_amount)
        SELECT account_id, currency, entry_on, sum(amount), sum(base_amount)
        FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (account_id, currency, entry_on) DO UPDATE
            SET amount = b.amount + excluded.amount,
                base_amount = b.base_amount + excluded.base_amount
        RETURNING 1
    )
    SELECT count(*) INTO v_folded FROM gone;
    RETURN v_folded;
END
$$;

-- Reading is all a tenant's role may do here; writing goes through the functions above.
DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT ON ledger_account, journal_entry, journal_line, ledger_balance,'
        ' ledger_delta TO %I', v_role);
END
$$;
