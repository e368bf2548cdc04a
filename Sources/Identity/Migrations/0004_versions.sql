-- Who may do what: a transaction that changes any of it makes what servers know of it old. That
-- somebody logs in or was seen makes nothing old; that a session ends does.
DO $$
BEGIN
    PERFORM data_watch('users', 'DELETE OR UPDATE OF email, name, is_operator');
    PERFORM data_watch('memberships');
    PERFORM data_watch('sessions', 'DELETE OR UPDATE OF token_hash, proved_at, tenant_id');
    PERFORM data_watch('api_keys',
        'DELETE OR UPDATE OF tenant_id, name, permissions, portfolio, expires_at, made_by');
    PERFORM data_watch('second_factors', 'INSERT OR DELETE OR UPDATE OF confirmed_at');
    PERFORM data_watch('security_policies');
END
$$;
