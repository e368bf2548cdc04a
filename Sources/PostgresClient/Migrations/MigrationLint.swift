/// Finds what would keep a migration from running in the migrator's transaction, or its tables
/// from being distributed by schema over several servers later.
package struct MigrationLint: Sendable {
    private static let transactionWords: Set<String> = [
        "begin", "start", "commit", "rollback", "savepoint", "abort", "end", "release",
    ]
    private static let volatileFunctions: Set<String> = [
        "random", "clock_timestamp", "timeofday", "gen_random_uuid", "nextval", "setval",
    ]
    private static let smallTypes: Set<String> = ["int", "int2", "int4", "integer", "smallint"]
    private static let smallSerials: Set<String> = ["serial", "serial4", "smallserial", "serial2"]

    /// Qualified names of tables that foreign keys of any schema may point at.
    private let referenceTables: Set<String>

    /// - Parameter referenceTables: such as `public.currency`.
    package init(referenceTables: Set<String> = []) {
        self.referenceTables = referenceTables
    }

    /// What is wrong with the text, by line.
    package func findings(in sql: String) -> [MigrationLintFinding] {
        findings(in: SQLScanner.tokens(of: sql), isBody: false).sorted { $0.line < $1.line }
    }

    private func findings(in tokens: [SQLToken], isBody: Bool) -> [MigrationLintFinding] {
        tokens.split(whereSeparator: { $0.isSymbol(";") }).flatMap { slice in
            let statement = Array(slice)
            let nested = statement.flatMap { token -> [MigrationLintFinding] in
                guard case .body(let inner) = token.kind else { return [] }
                return findings(in: inner, isBody: true)
            }
            return check(statement, isBody: isBody) + nested
        }
    }

    private func check(_ statement: [SQLToken], isBody: Bool) -> [MigrationLintFinding] {
        var findings: [MigrationLintFinding] = []
        for index in statement.indices {
            let rest = statement[index...]
            if let rule = creation(rest) ?? clause(rest) {
                findings.append(MigrationLintFinding(rule: rule, line: statement[index].line))
            }
        }
        if let first = statement.first, !isBody, first.isWord(in: Self.transactionWords) {
            findings.append(MigrationLintFinding(rule: .transactionControl, line: first.line))
        }
        if let line = volatileCallLine(statement) {
            findings.append(MigrationLintFinding(rule: .volatileInUpdate, line: line))
        }
        return findings
    }

    /// What a `CREATE` that begins here would make.
    private func creation(_ rest: ArraySlice<SQLToken>) -> MigrationLintFinding.Rule? {
        guard rest.first?.isWord("create") == true else { return nil }
        let fillers: Set<String> = ["or", "replace", "constraint", "event"]
        let after = rest.dropFirst().drop { $0.isWord(in: fillers) }
        guard case .word(let kind)? = after.first?.kind else { return nil }
        switch kind {
        case "trigger": return .trigger
        case "rule": return .rule
        case "foreign": return .foreignTable
        case "schema":
            let hasElement = after.contains { $0.isWord(in: ["create", "grant"]) }
            return hasElement ? .schemaElements : nil
        default: return nil
        }
    }

    /// What a clause that begins here would do.
    private func clause(_ rest: ArraySlice<SQLToken>) -> MigrationLintFinding.Rule? {
        guard case .word(let word)? = rest.first?.kind else { return nil }
        let next = rest.dropFirst()
        switch word {
        case "references": return isForeign(next) ? .crossSchemaReference : nil
        case "inherits": return next.first?.isSymbol("(") == true ? .inheritance : nil
        case "inherit": return next.first?.name != nil ? .inheritance : nil
        case "concurrently": return .concurrently
        case _ where Self.smallSerials.contains(word): return .smallSequence
        case _ where Self.smallTypes.contains(word):
            let isIdentity = next.prefix { !$0.isSymbol(",") }.contains { $0.isWord("identity") }
            return isIdentity ? .smallSequence : nil
        default: return nil
        }
    }

    private func isForeign(_ target: ArraySlice<SQLToken>) -> Bool {
        let parts = Array(target.prefix(3))
        guard parts.count == 3, parts[1].isSymbol("."), let schema = parts[0].name,
            let table = parts[2].name
        else { return false }
        return !referenceTables.contains("\(schema).\(table)")
    }

    /// The line of a volatile function in a statement that updates or deletes.
    private func volatileCallLine(_ statement: [SQLToken]) -> Int? {
        let changes = statement.indices.contains { index in
            let next = statement.dropFirst(index + 1).first
            let before = index > 0 ? statement[index - 1] : nil
            // "FOR UPDATE", "DO UPDATE" and "ON DELETE" are none.
            let isClause = before?.isWord(in: ["for", "do", "on", "no"]) == true
            if statement[index].isWord("delete") { return next?.isWord("from") == true }
            return statement[index].isWord("update") && !isClause && next?.name != nil
        }
        guard changes else { return nil }
        for (token, next) in zip(statement, statement.dropFirst())
        where token.isWord(in: Self.volatileFunctions) && next.isSymbol("(") {
            return token.line
        }
        return nil
    }
}
