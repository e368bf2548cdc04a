-- Where there are things to compare: the shared schema, each tenant's and its portfolios', and what
-- the migrations have just made in the same transaction. All of this is rolled back.
CREATE SCHEMA countinghouse_doctor;
-- Deparsed text then names the schema of everything.
SET LOCAL search_path = pg_catalog;
SET LOCAL jit = off;

CREATE TABLE countinghouse_doctor.place (
    id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null where the schema is not there.
    namespace    oid,
    part         text    NOT NULL CHECK (part IN ('shared', 'tenant', 'portfolio')),
    is_reference boolean NOT NULL,
    -- What differs from one to the next, and nothing else may: two schemas, a number, two roles.
    own          text    NOT NULL,
    limited      text    NOT NULL,
    number       bigint  NOT NULL,
    role         text,
    -- What its lines begin with for people.
    title        text    NOT NULL
);

INSERT INTO countinghouse_doctor.place
    (namespace, part, is_reference, own, limited, number, role, title)
SELECT to_regnamespace(CASE WHEN g.is_reference THEN g.limited ELSE g.own END), 'shared',
    g.is_reference, g.own, g.limited, 0, NULL, ''
FROM (VALUES (false, 'public', 'countinghouse_reference'),
    (true, 'public', 'countinghouse_reference')) AS g (is_reference, own, limited)
UNION ALL
SELECT to_regnamespace(CASE p.part WHEN 'tenant' THEN t.schema_name ELSE t.schema_name || '_p' END),
    p.part, t.is_reference, t.schema_name, t.schema_name || '_p', t.id, t.role_name, t.name || ': '
FROM (
    SELECT id, name, schema_name, role_name, false AS is_reference FROM public.tenants
    WHERE status <> 'creating'
        AND name <> ALL (current_setting('countinghouse.behind')::text[])
    UNION ALL
    SELECT 0, '', 't0_reference', current_setting('countinghouse.reference_role'), true
) AS t
CROSS JOIN (VALUES ('tenant'), ('portfolio')) AS p (part);

-- What the roles are called that are the same in every place.
CREATE TABLE countinghouse_doctor.known_role AS
SELECT p.id AS place, r.oid AS role, k.label
FROM countinghouse_doctor.place AS p
CROSS JOIN LATERAL (VALUES
    (current_user::text, 'the owner'),
    (nullif(current_setting('countinghouse.application_role'), current_user), 'the login'),
    (p.role, 'the tenant''s role'),
    (p.role || '_p', 'the role of its portfolios')) AS k (name, label)
JOIN pg_catalog.pg_roles AS r ON r.rolname = k.name;
ALTER TABLE countinghouse_doctor.known_role ADD PRIMARY KEY (place, role);
ANALYZE countinghouse_doctor.place, countinghouse_doctor.known_role;

-- A text without what differs from one place to the next.
CREATE FUNCTION countinghouse_doctor.plain(
    p_text text, p_part text, p_own text, p_limited text
) RETURNS text LANGUAGE sql IMMUTABLE
RETURN replace(replace(p_text, p_own || '.', '{own}.'),
    p_limited || '.', CASE p_part WHEN 'shared' THEN '{own}.' ELSE '{limited}.' END);

CREATE VIEW countinghouse_doctor.relation AS
SELECT p.id AS place, p.part, p.own, p.limited, p.number, c.oid, c.relowner, c.relkind, c.relacl,
    c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.reloptions,
    CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence '
        WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || quote_ident(c.relname) AS object
FROM countinghouse_doctor.place AS p
JOIN pg_class AS c ON c.relnamespace = p.namespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS (
    SELECT FROM pg_depend AS d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

CREATE VIEW countinghouse_doctor.routine AS
SELECT p.id AS place, p.part, p.own, p.limited, f.oid, f.proowner, f.proacl, f.prokind,
    countinghouse_doctor.plain('function ' || quote_ident(f.proname) || '('
        || oidvectortypes(f.proargtypes) || ')', p.part, p.own, p.limited) AS object
FROM countinghouse_doctor.place AS p
JOIN pg_proc AS f ON f.pronamespace = p.namespace
WHERE NOT EXISTS (
    SELECT FROM pg_depend AS d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype = 'e');

-- Types but those of tables' rows and of arrays.
CREATE VIEW countinghouse_doctor.kind AS
SELECT p.id AS place, t.oid, t.typowner, t.typacl, 'type ' || quote_ident(t.typname) AS object
FROM countinghouse_doctor.place AS p
JOIN pg_type AS t ON t.typnamespace = p.namespace
WHERE t.typcategory <> 'A'
    AND (t.typrelid = 0 OR EXISTS (
        SELECT FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
    AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');

-- Who owns what.
CREATE VIEW countinghouse_doctor.ownership AS
SELECT place, object, relowner AS owner FROM countinghouse_doctor.relation
UNION ALL SELECT place, object, proowner FROM countinghouse_doctor.routine
UNION ALL SELECT place, object, typowner FROM countinghouse_doctor.kind
UNION ALL SELECT p.id, 'schema', n.nspowner
FROM countinghouse_doctor.place AS p JOIN pg_namespace AS n ON n.oid = p.namespace
WHERE p.part <> 'shared';

-- Who may do what. What is not on record is what the server gives of itself.
CREATE VIEW countinghouse_doctor.granted AS
SELECT r.place, r.object, '' AS suffix, a.grantee, a.privilege_type, a.is_grantable
FROM countinghouse_doctor.relation AS r
CROSS JOIN LATERAL aclexplode(coalesce(r.relacl,
    acldefault((CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", r.relowner))) AS a
UNION ALL
SELECT r.place, r.object, ' in column ' || quote_ident(c.attname), a.grantee, a.privilege_type,
    a.is_grantable
FROM countinghouse_doctor.relation AS r
JOIN pg_attribute AS c ON c.attrelid = r.oid AND c.attacl IS NOT NULL
CROSS JOIN LATERAL aclexplode(c.attacl) AS a
UNION ALL
SELECT f.place, f.object, '', a.grantee, a.privilege_type, a.is_grantable
FROM countinghouse_doctor.routine AS f
CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) AS a
UNION ALL
SELECT t.place, t.object, '', a.grantee, a.privilege_type, a.is_grantable
FROM countinghouse_doctor.kind AS t
CROSS JOIN LATERAL aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) AS a
UNION ALL
SELECT p.id, 'schema', '', a.grantee, a.privilege_type, a.is_grantable
FROM countinghouse_doctor.place AS p
JOIN pg_namespace AS n ON n.oid = p.namespace
CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
WHERE p.part <> 'shared';
