import Kernel
import PostgresClient
import Tenancy

/// The import of a list of invoices, against `COPY` of the rows that it ends up as.
struct ImportLines {
    private static let rounds = 3
    /// What a new tenant's tables hold already.
    private static let seeded = ["ar_setting", "ar_currency", "ledger_account", "schema_migration"]
    /// Tables that others refer to.
    private static let first = ["ar_customer_group", "ar_payment_terms", "ar_customer"]

    let site: Site
    let data: InvoiceData

    /// Measures and returns the lines and the tenant that holds the last import.
    func run() async throws -> (lines: [Measurement], scope: Scope) {
        let path = "\(site.directory)/invoices.csv"
        try InvoiceFile.write(data, to: path)
        var imports: [Double] = []
        var copies: [Double] = []
        var peak = 0
        var files: [(table: String, path: String)] = []
        var kept: Scope?
        for round in 1...Self.rounds {
            if let kept { try site.dropTenant(kept) }
            let scope = try await site.makeTenant("import-\(round)")
            kept = scope
            try await site.settle()
            let outcome = try await site.program(
                ["import", path, "--tenant", scope.tenant.name.text, "--json"])
            try check(outcome.output)
            imports.append(outcome.seconds)
            peak = max(peak, outcome.peakBytes)
            if files.isEmpty { files = try export(scope) }
            copies.append(try await copy(files, round: round))
            Console.print(
                "  round \(round): import \(Figure.seconds(imports[round - 1])),"
                    + " copy \(Figure.seconds(copies[round - 1]))")
        }
        guard let kept else { throw BenchError.unexpected("no import") }
        return (lines(imports, copies, peak: peak), kept)
    }

    private func lines(_ imports: [Double], _ copies: [Double], peak: Int) -> [Measurement] {
        let count = Double(data.count)
        // Each round's two halves ran one after the other, under the same conditions.
        let ratios = zip(copies, imports).map { $0 / $1 }
        return [
            .rate(
                "import of the invoices", count / Timing.median(imports),
                limit: count / Timing.median(copies), unit: "rows/s",
                ratio: Timing.median(ratios), atLeast: 0.65),
            .memory("importer's peak memory", peak, atMost: 150),
        ]
    }

    private func check(_ output: String) throws {
        let isWhole = output.split(whereSeparator: { $0 == "," || $0 == "{" || $0 == "}" })
            .contains { part in
                let words = part.split(separator: ":")
                return words.count == 2 && words[0].contains("\"new\"")
                    && Int(words[1].filter { $0.isNumber }) == data.count
            }
        guard isWhole else {
            throw BenchError.unexpected("the import says: \(output.prefix(400))")
        }
    }

    // MARK: The limit

    /// Writes what the import made to files, a table each, in the order of the rows on disk.
    private func export(_ scope: Scope) throws -> [(table: String, path: String)] {
        let psql = try PsqlSession(site.connection(.owner))
        let schema = scope.tenant.schema.name
        let all = try psql.run(
            """
            SELECT relname FROM pg_class WHERE relkind = 'r'
                AND relnamespace = '\(schema)'::regnamespace ORDER BY relname;
            """
        ).split(separator: "\n").map(String.init)
        let others = all.filter { !Self.seeded.contains($0) && !Self.first.contains($0) }
        var files: [(table: String, path: String)] = []
        for table in Self.first + others {
            let hasRows = try psql.run("SELECT EXISTS (SELECT FROM \(schema).\(table));")
            guard hasRows.hasPrefix("t") else { continue }
            let path = "\(site.directory)/\(table).copy"
            try psql.run("\\copy \(schema).\(table) to '\(path)' (format binary)")
            files.append((table, path))
        }
        return files
    }

    /// Loads the files into an empty tenant's tables in one transaction; returns the seconds.
    private func copy(
        _ files: [(table: String, path: String)], round: Int
    ) async throws -> Double {
        let scope = try await site.makeTenant("limit-\(round)")
        let schema = scope.tenant.schema.name
        let psql = try PsqlSession(site.connection(.owner))
        try await site.settle()
        let seconds = try Timing.measure {
            let copies = files.map { file in
                "\\copy \(schema).\(file.table) from '\(file.path)' (format binary)\n"
            }
            try psql.run("BEGIN;\n" + copies.joined() + "COMMIT;")
        }
        try site.dropTenant(scope)
        return seconds
    }
}
