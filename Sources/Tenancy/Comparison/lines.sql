-- Everything that decides who may read or change what, one line each: of which object, what about
-- it, and what it is there. The same in every place of a part.
CREATE VIEW countinghouse_doctor.line AS
SELECT o.place, o.object, 'owner' AS aspect,
    coalesce(k.label, 'role ' || pg_get_userbyid(o.owner)) AS value
FROM countinghouse_doctor.ownership AS o
LEFT JOIN countinghouse_doctor.known_role AS k ON k.place = o.place AND k.role = o.owner
UNION ALL
SELECT g.place, g.object,
    CASE WHEN g.grantee = 0 THEN 'everybody'
        ELSE coalesce(k.label, 'role ' || pg_get_userbyid(g.grantee)) END
        || ' may ' || g.privilege_type || g.suffix
        || CASE WHEN g.is_grantable THEN ' and pass it on' ELSE '' END, ''
FROM countinghouse_doctor.granted AS g
LEFT JOIN countinghouse_doctor.known_role AS k ON k.place = g.place AND k.role = g.grantee
-- Later servers give it to owners, and earlier ones did not record it.
WHERE NOT (g.privilege_type = 'MAINTAIN' AND k.label IS NOT DISTINCT FROM 'the owner')
UNION ALL
SELECT place, object, 'row-level security',
    CASE WHEN relrowsecurity THEN 'on' ELSE 'off' END
        || CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END
FROM countinghouse_doctor.relation WHERE relkind IN ('r', 'p')
UNION ALL
-- What is not logged is empty after a crash, and in no copy of the server.
SELECT place, object, 'durability',
    CASE relpersistence WHEN 'p' THEN 'logged' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END
FROM countinghouse_doctor.relation WHERE relkind IN ('r', 'p', 'm', 'S')
UNION ALL
SELECT place, object, 'definition',
    concat_ws(' ', (
            SELECT string_agg(o.name, ' ' ORDER BY o.name) FROM unnest(reloptions) AS o (name)),
        countinghouse_doctor.plain(pg_get_viewdef(oid), part, own, limited))
FROM countinghouse_doctor.relation WHERE relkind IN ('v', 'm')
UNION ALL
SELECT r.place, r.object, 'column ' || quote_ident(c.attname),
    countinghouse_doctor.plain(concat_ws(' ', format_type(c.atttypid, c.atttypmod),
        CASE WHEN c.attnotnull THEN 'NOT NULL' END, nullif(c.attidentity::text, ''),
        nullif(c.attgenerated::text, ''), pg_get_expr(d.adbin, d.adrelid)), r.part, r.own, r.limited)
FROM countinghouse_doctor.relation AS r
JOIN pg_attribute AS c ON c.attrelid = r.oid AND c.attnum > 0 AND NOT c.attisdropped
LEFT JOIN pg_attrdef AS d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
WHERE r.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT r.place, r.object, 'constraint ' || quote_ident(c.conname),
    countinghouse_doctor.plain(pg_get_constraintdef(c.oid), r.part, r.own, r.limited)
FROM countinghouse_doctor.relation AS r
JOIN pg_constraint AS c ON c.conrelid = r.oid AND c.contype <> 'n'
UNION ALL
-- One that is not unique decides nothing. Those of constraints are compared with them.
SELECT r.place, r.object, 'unique index ' || quote_ident(i.relname),
    countinghouse_doctor.plain(pg_get_indexdef(x.indexrelid), r.part, r.own, r.limited)
        || CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN '' ELSE ' (not in use)' END
FROM countinghouse_doctor.relation AS r
JOIN pg_index AS x ON x.indrelid = r.oid AND x.indisunique
JOIN pg_class AS i ON i.oid = x.indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint AS c
    WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT r.place, r.object, 'trigger ' || quote_ident(t.tgname),
    t.tgenabled::text || ' ' || replace(
        countinghouse_doctor.plain(pg_get_triggerdef(t.oid), r.part, r.own, r.limited),
        '(' || quote_literal(r.number) || ')', '({number})')
FROM countinghouse_doctor.relation AS r
JOIN pg_trigger AS t ON t.tgrelid = r.oid AND NOT t.tgisinternal
UNION ALL
SELECT DISTINCT r.place, r.object, 'a constraint''s trigger is not enabled', t.tgenabled::text
FROM countinghouse_doctor.relation AS r
JOIN pg_trigger AS t ON t.tgrelid = r.oid AND t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT r.place, r.object, 'policy ' || quote_ident(p.polname),
    concat_ws(' ', p.polcmd, CASE WHEN NOT p.polpermissive THEN 'restrictive' END, (
        SELECT string_agg(CASE WHEN m.role = 0 THEN 'everybody'
            ELSE coalesce(k.label, 'role ' || pg_get_userbyid(m.role)) END, ', ' ORDER BY m.role)
        FROM unnest(p.polroles) AS m (role)
        LEFT JOIN countinghouse_doctor.known_role AS k ON k.place = r.place AND k.role = m.role),
        'USING', countinghouse_doctor.plain(
            pg_get_expr(p.polqual, p.polrelid), r.part, r.own, r.limited),
        'CHECK', countinghouse_doctor.plain(
            pg_get_expr(p.polwithcheck, p.polrelid), r.part, r.own, r.limited))
FROM countinghouse_doctor.relation AS r JOIN pg_policy AS p ON p.polrelid = r.oid
UNION ALL
SELECT r.place, r.object, 'rule ' || quote_ident(w.rulename), w.ev_enabled::text || ' '
    || countinghouse_doctor.plain(pg_get_ruledef(w.oid), r.part, r.own, r.limited)
FROM countinghouse_doctor.relation AS r
JOIN pg_rewrite AS w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
UNION ALL
-- Who reads a table reads what inherits from it, whatever the rights there.
SELECT r.place, r.object, 'inherits from '
    || countinghouse_doctor.plain(i.inhparent::regclass::text, r.part, r.own, r.limited), ''
FROM countinghouse_doctor.relation AS r JOIN pg_inherits AS i ON i.inhrelid = r.oid
UNION ALL
SELECT f.place, f.object, 'definition', countinghouse_doctor.plain(concat_ws(' ', p.prokind,
        pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), p.prolang::text,
        CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END, p.provolatile, p.proisstrict::text,
        p.proleakproof::text,
        -- A path that was restored from a copy may have lost its quotes.
        replace(replace(array_to_string(p.proconfig, ' '), '"', ''), '=' || f.own || ', ',
            '={own}, '), p.probin, p.prosrc,
        CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END,
        a.aggtransfn::text, a.aggfinalfn::text, a.agginitval), f.part, f.own, f.limited)
FROM countinghouse_doctor.routine AS f
JOIN pg_proc AS p ON p.oid = f.oid
LEFT JOIN pg_aggregate AS a ON a.aggfnoid = p.oid
UNION ALL
-- What the login may do with a tenant's role: become it and nothing more. Servers before 16 do not
-- say of each membership whether it is inherited.
SELECT DISTINCT p.id, 'schema', w.what, ''
FROM countinghouse_doctor.place AS p
JOIN countinghouse_doctor.known_role AS k ON k.place = p.id AND k.label = CASE p.part
    WHEN 'tenant' THEN 'the tenant''s role' ELSE 'the role of its portfolios' END
JOIN pg_auth_members AS m ON m.roleid = k.role
JOIN countinghouse_doctor.known_role AS l
    ON l.place = p.id AND l.role = m.member AND l.label = 'the login'
JOIN pg_roles AS r ON r.oid = l.role
CROSS JOIN LATERAL (VALUES
    (coalesce((to_jsonb(m) ->> 'set_option')::boolean, true), 'the login may become ' || k.label),
    (m.admin_option, 'the login may let others become ' || k.label),
    (coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit),
        'the login always has the rights of ' || k.label)
) AS w (is_so, what)
WHERE w.is_so;
