-- What answers are made of: a transaction that changes any of it makes kept answers old. What is
-- derived from movements changes with them, or does not change what is answered; notes, uploads,
-- steps of an import and the like are not part of a figure.
DO $$
DECLARE
    v_tenant bigint := substring(current_schema() FROM '^t([0-9]+)_')::bigint;
    v_table  text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'ar_setting', 'ar_currency', 'ar_rate', 'ar_customer_group', 'ar_payment_terms',
        'ar_customer', 'ar_document', 'ar_instalment', 'ar_entry', 'ar_stated_balance',
        'ar_import', 'ledger_account', 'journal_entry']
    LOOP
        PERFORM public.data_watch(format('%I', v_table)::regclass, v_tenant);
    END LOOP;
END
$$;
