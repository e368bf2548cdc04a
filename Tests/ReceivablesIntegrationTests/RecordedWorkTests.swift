import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Tenancy
import Testing

/// Every way to change the books leaves one record in the same transaction.
@Suite struct `What is done to the books` {
    private struct Entry: Equatable {
        let action: String
        let objectID: String?
        let before: [String: AuditValue]
        let after: [String: AuditValue]
    }

    private static func entries(_ books: Books) async throws -> [Entry] {
        let rows = try await books.pool.query(
            """
            SELECT action, object_id, coalesce(before::text, '{}'), coalesce(after::text, '{}')
            FROM public.audit_events WHERE tenant_id = \(books.tenant.id) ORDER BY id
            """)
        return try rows.map { row in
            func details(_ column: Int) throws -> [String: AuditValue] {
                try JSONDecoder().decode(
                    [String: AuditValue].self, from: Data(row.string(column).utf8))
            }
            return Entry(
                action: try row.string(0), objectID: try row.decode(1), before: try details(2),
                after: try details(3))
        }
    }

    @Test func `is recorded, each once`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("a")
            let invoice = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-11", "30.00 USD")
            let pieces = try await books.allocate(receipt, to: invoice, "30.00 USD")
            _ = try await books.posting.reverse(books.scope, pieces)
            try await books.writeOff(invoice, "1.00 USD", on: "2026-01-12")
            for writeOff in try await books.writeOffs(of: invoice) {
                try await books.reverse(writeOff)
            }
            _ = try await books.refund(receipt, to: customer, "F-1", on: "2026-01-13", "5.00 USD")
            let other = try await books.invoice(customer, "R-2", on: "2026-01-10", "7.00 USD")
            _ = try await books.posting.void(books.scope, [other])
            try await books.setRate("EUR", from: "2026-01-01", "1.1")
            try await books.setRate("EUR", from: "2026-01-01", "1.2")
            _ = try await books.posting.revalue(books.scope, on: "2026-01-31")
            let notes = NoteService(database: books.database)
            try await notes.add(books.scope, to: customer, try NoteText("Called Ann"))
            let found = try await Self.entries(books).drop { $0.action != "customer.created" }
            #expect(
                found.map(\.action) == [
                    "customer.created", "document.posted", "document.posted", "allocation.made",
                    "allocation.reversed", "document.written_off", "document.write_off_reversed",
                    "document.refunded", "document.posted", "document.voided", "rate.set",
                    "rate.set",
                    "currency.revalued", "note.added",
                ])
            let entries = Array(found)
            #expect(entries[1].objectID == "\(invoice)")
            #expect(entries[1].after["amounts"] == .list(["100.00 USD"]))
            let piece = pieces.first.map { "\($0)" }
            #expect(entries[3].objectID == piece && entries[4].objectID == piece)
            #expect(
                entries[5].after["pieces"]
                    == .list([
                        .object([
                            "document": .number(invoice.rawValue), "minor_units": 100,
                            "currency": "USD", "day": "2026-01-12",
                        ])
                    ]))
            #expect(entries[6].objectID == "\(invoice)")
            #expect(entries[6].before["amount"] == "1.00 USD")
            #expect(entries[9].objectID == "\(other)")
            #expect(entries[11].before == ["EUR 2026-01-01": "1.1"])
            #expect(entries[11].after == ["EUR 2026-01-01": "1.2"])
            // What people write may name anybody: no record holds it.
            #expect(entries[13].objectID == "\(customer)" && entries[13].after.isEmpty)
        }
    }

    @Test func `is not recorded where it is refused`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("a")
            _ = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            let before = try await Self.entries(books).count
            await #expect(throws: (any Error).self) {
                _ = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            }
            await #expect(throws: (any Error).self) { _ = try await books.customer("a") }
            let notes = NoteService(database: books.database)
            await #expect(throws: AccountError.self) {
                try await notes.add(books.scope, to: CustomerID(999_999), try NoteText("Nobody"))
            }
            let after = try await Self.entries(books).count
            #expect(after == before)
        }
    }

    @Test func `by an import is one record, however many rows it has`() async throws {
        try await Books.use { books in
            var text = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
            for number in 1...2_000 {
                text += "C\(number % 7),\(number),2026-01-01,2026-01-31,1.00\n"
            }
            let path = FileManager.default.temporaryDirectory
                .appendingPathComponent("recorded-\(UUID().uuidString).csv")
            try Data(text.utf8).write(to: path)
            defer { try? FileManager.default.removeItem(at: path) }
            let imports = ImportService(database: books.database)
            let before = try await Self.entries(books).count
            _ = try await imports.run(
                books.scope, ImportRequest(path: path.path, form: .invoices, isDryRun: true))
            let looked = try await Self.entries(books).count
            #expect(looked == before)
            _ = try await imports.run(
                books.scope, ImportRequest(path: path.path, form: .invoices))
            let imported = try await Self.entries(books).dropFirst(before)
            #expect(imported.map(\.action) == ["import.finished"])
            #expect(imported.first?.after["new"] == 2_000)
            let id = try #require(imported.first?.objectID.flatMap(Int64.init))
            try await ImportUndoService(database: books.database).undo(books.scope, id)
            let undone = try await Self.entries(books).dropFirst(before + 1)
            #expect(undone.map(\.action) == ["import.undone"])
            #expect(undone.first?.before["documents"] == 2_000)
        }
    }
}
