-- What a tenant's role may do with the receivables. Movements are written once and never again
-- touched; documents and master data are never deleted; derived tables are free.
DO $$
DECLARE
    v_role text := current_setting('countinghouse.tenant_role');
BEGIN
    EXECUTE format('GRANT SELECT ON ar_invoice TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT ON ar_entry, ar_write_off_reversal, ar_currency'
        ' TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ar_setting, ar_rate, ar_customer_group,'
        ' ar_payment_terms, ar_customer, ar_document, ar_instalment, ar_invoice_line, ar_import'
        ' TO %I', v_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ar_contact, ar_open_item,'
        ' ar_past_item, ar_settled_document, ar_due_total, ar_summary, ar_delta,'
        ' ar_pending_application TO %I', v_role);
    -- By name: for all of a schema the server reads its list of all tenants' relations. Who may
    -- insert takes numbers of identity columns with that.
    EXECUTE format('GRANT USAGE ON SEQUENCE ar_document_id, ar_entry_id, ar_allocation_id,'
        ' ar_import_id_seq TO %I', v_role);
END
$$;
