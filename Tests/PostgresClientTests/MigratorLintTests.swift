import Testing

@testable import PostgresClient

@Suite
struct `The migration lint` {
    private func rules(_ sql: String) -> [MigrationLintFinding.Rule] {
        MigrationLint(referenceTables: ["public.currency"]).findings(in: sql).map(\.rule)
    }

    @Test(
        arguments: [
            ("CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()", .trigger),
            (
                "create or replace constraint trigger t after insert on a execute function f()",
                .trigger
            ),
            ("DO $$ BEGIN EXECUTE 'x'; CREATE TRIGGER t AFTER INSERT ON a; END $$", .trigger),
            ("CREATE RULE r AS ON INSERT TO a DO NOTHING", .rule),
            ("CREATE TABLE a (b bigint REFERENCES public.tenant (id))", .crossSchemaReference),
            (#"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES "other"."t""#, .crossSchemaReference),
            ("CREATE TABLE a (b int) INHERITS (c)", .inheritance),
            ("ALTER TABLE a INHERIT c", .inheritance),
            ("CREATE SCHEMA s CREATE TABLE t (a int)", .schemaElements),
            ("CREATE FOREIGN TABLE t (a int) SERVER s", .foreignTable),
            ("UPDATE a SET b = gen_random_uuid()", .volatileInUpdate),
            ("DELETE FROM a WHERE random() < 0.5", .volatileInUpdate),
            ("CREATE TABLE a (id serial)", .smallSequence),
            ("CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY)", .smallSequence),
            ("CREATE TABLE a (b int); COMMIT; CREATE TABLE c (d int)", .transactionControl),
            ("CREATE INDEX CONCURRENTLY i ON a (b)", .concurrently),
        ] as [(String, MigrationLintFinding.Rule)])
    func `refuses`(sql: String, rule: MigrationLintFinding.Rule) {
        #expect(rules(sql) == [rule])
    }

    @Test(arguments: [
        "CREATE TABLE a (b bigint REFERENCES c (id) ON DELETE CASCADE)",
        "CREATE TABLE a (b text REFERENCES public.currency (code))",
        "CREATE SCHEMA s",
        "-- CREATE TRIGGER\n/* CREATE /* TRIGGER */ x */ SELECT 'CREATE TRIGGER x; COMMIT'",
        #"SELECT E'it\'s; CREATE TRIGGER', "create trigger""#,
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN 1; END $f$",
        "INSERT INTO a VALUES (nextval('s')) ON CONFLICT (id) DO UPDATE SET b = excluded.b",
        "SELECT 1 FROM a WHERE random() < $1 FOR UPDATE",
        "CREATE TABLE a (n integer NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY)",
    ])
    func `allows`(sql: String) {
        #expect(rules(sql) == [])
    }

    @Test func `names the line`() {
        let sql =
            "SELECT 1;\n-- one\nCREATE FUNCTION f() AS $$\n\n  DELETE FROM a\n  WHERE random() > 0\n$$;"
        let findings = MigrationLint().findings(in: sql)
        #expect(findings.map(\.description) == ["line 6: volatileInUpdate"])
    }
}
