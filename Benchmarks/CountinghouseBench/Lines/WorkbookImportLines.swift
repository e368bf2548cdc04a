import Kernel
import PostgresClient
import Tenancy

/// The import of the same invoices as a workbook.
struct WorkbookImportLines {
    private static let rounds = 3

    let site: Site
    let data: InvoiceData

    /// Measures, and compares the books with those of the plain list.
    ///
    /// - Parameter same: the tenant that the plain list went to, with nothing else in it.
    func run(comparedWith same: Scope) async throws -> [Measurement] {
        let path = "\(site.directory)/invoices.xlsx"
        try InvoiceWorkbook.write(data, to: path)
        var seconds: [Double] = []
        var peak = 0
        var agrees = true
        for round in 1...Self.rounds {
            let scope = try await site.makeTenant("workbook-\(round)")
            try await site.settle()
            let outcome = try await site.program(
                ["import", path, "--tenant", scope.tenant.name.text, "--json"])
            seconds.append(outcome.seconds)
            peak = max(peak, outcome.peakBytes)
            if round == 1 { agrees = try digest(scope) == digest(same) }
            try site.dropTenant(scope)
        }
        let count = min(data.count, InvoiceWorkbook.rowsMax)
        return [
            .rate(
                "import of the invoices as a workbook", Double(count) / Timing.median(seconds),
                unit: "rows/s", atLeast: 30_000),
            .memory("importer's peak memory", peak, atMost: 200),
            .check("both files leave the same books", agrees ? "yes" : "no", agrees),
        ]
    }

    /// A hash over every document with its customer, in the order of their numbers.
    private func digest(_ scope: Scope) throws -> String {
        let schema = scope.tenant.schema.name
        return try PsqlSession(site.connection(.owner)).run(
            """
            SELECT md5(string_agg(concat_ws('|', c.name, d.kind, d.number, d.document_on,
                d.due_on, d.currency, d.amount, d.base_amount), ';' ORDER BY d.number))
            FROM \(schema).ar_document AS d
            JOIN \(schema).ar_customer AS c ON c.id = d.customer_id;
            """)
    }
}
