import BooksTestSupport
import Kernel
import Tenancy

@testable import Receivables

/// Imports converted lists, as the converter writes them.
extension Books {
    /// - Parameters:
    ///   - list: without the `line` column, which is added.
    ///   - asOf: what the file itself states.
    @discardableResult
    func list(
        _ list: String, as form: ImportForm = .invoices, asOf: LocalDate? = nil,
        asked: LocalDate? = nil, isAging: Bool = true, complete: Bool = false,
        dryRun: Bool = false
    ) async throws -> ImportReport {
        var lines = list.split(separator: "\n").map(String.init)
        for index in lines.indices {
            lines[index] = (index == 0 ? "line" : "\(index + 1)") + "," + lines[index]
        }
        let file = try ImportFixture(Array(lines.joined(separator: "\n").utf8))
        defer { file.close() }
        let understanding = ImportUnderstanding(
            formID: "test-list", title: "a list of the tests", list: form, isAging: isAging,
            asOf: asOf, titles: [.number: "Num", .open: "Open Balance"],
            rows: Int64(lines.count - 1))
        return try await importer.run(
            scope,
            ImportRequest(
                origin: .descriptor(file.descriptor), displayName: "list.csv", asOf: asked,
                isDryRun: dryRun, isComplete: complete),
            converted: understanding)
    }

    /// What is open of all documents of a customer on a day, by their numbers, without what is
    /// settled.
    func openItems(_ customer: String, on day: LocalDate) async throws -> [String] {
        let rows = try await database.read(
            scope,
            """
            SELECT d.number || ' ' || sum(i.amount)
            FROM (
                SELECT document_id, amount FROM ar_open_item WHERE from_on <= \(day)
                UNION ALL
                SELECT document_id, amount FROM ar_past_item
                WHERE from_on <= \(day) AND to_on > \(day)
            ) AS i
            JOIN ar_document AS d ON d.id = i.document_id
            JOIN ar_customer AS c ON c.id = d.customer_id
            WHERE c.code = \(customer)
            GROUP BY d.number HAVING sum(i.amount) <> 0 ORDER BY d.number
            """)
        return try rows.map { try $0.string(0) }
    }

    /// The books without the steps that corrections leave behind, and without times.
    func settledContents() async throws -> [String] {
        try await contents().filter { !$0.hasPrefix("past") }
    }
}
