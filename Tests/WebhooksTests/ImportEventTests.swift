import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Testing
import Webhooks

@Suite struct `An import` {
    private static func run(_ books: Books, _ text: String) async throws -> ImportReport {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("hooks-\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await ImportService(database: books.database).run(
            books.scope, ImportRequest(origin: .path(path), displayName: "list.csv"))
    }

    private static let header = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"

    @Test func `tells of each document and then of itself`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let first = """
                Ann,1,2026-07-01,2026-07-31,100.00
                Bob,1,2026-07-01,2026-07-31,200.00
                """
            _ = try await Self.run(site.books, Self.header + first)
            while try await site.sender().drain() > 0 {}
            #expect(
                try site.types().sorted() == [
                    "customer.created", "customer.created", "import.finished", "invoice.created",
                    "invoice.created",
                ])
            let done = try #require(try site.messages().first { $0.type == "import.finished" })
            let facts = try #require(done.data["import"] as? [String: Any])
            #expect(facts["new"] as? Int == 2 && facts["has_events_of_each"] as? Bool == true)
            // The same again changes nothing; another amount one document.
            _ = try await Self.run(site.books, Self.header + first)
            _ = try await Self.run(
                site.books, Self.header + "Ann,1,2026-07-01,2026-07-31,150.00\n")
            while try await site.sender().drain() > 0 {}
            #expect(
                try site.types().dropFirst(5).sorted() == [
                    "import.finished", "import.finished", "invoice.changed",
                ])
        }
    }

    @Test func `of payments tells what they settled`() async throws {
        try await HookSite.use { site in
            _ = try await Self.run(
                site.books, Self.header + "Ann,1,2026-07-01,2026-07-31,100.00\n")
            try await site.subscribe([.invoicePaid, .receiptCreated])
            _ = try await Self.run(
                site.books,
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                Ann,R1,2026-07-20,40.00,1,40.00,2026-07-20
                Ann,R2,2026-07-21,60.00,1,60.00,2026-07-21
                """)
            while try await site.sender().drain() > 0 {}
            #expect(
                try site.types().sorted() == ["invoice.paid", "receipt.created", "receipt.created"])
            let paid = try #require(try site.messages().first { $0.type == "invoice.paid" })
            #expect(paid.money("open") == "0.00 USD")
        }
    }

    @Test func `that is undone tells what is void by that`() async throws {
        try await HookSite.use { site in
            _ = try await Self.run(
                site.books, Self.header + "Ann,1,2026-07-01,2026-07-31,100.00\n")
            try await site.subscribe()
            let id = try await site.count("SELECT max(id) FROM ar_import")
            try await ImportUndoService(database: site.books.database).undo(site.books.scope, id)
            while try await site.sender().drain() > 0 {}
            #expect(try Set(site.types()) == ["invoice.voided", "import.undone"])
        }
    }

    @Test func `of more than ten thousand documents tells of itself alone`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let rows = (1...10_001).map { "Ann,\($0),2026-07-01,2026-07-31,1.00" }
            _ = try await Self.run(site.books, Self.header + rows.joined(separator: "\n"))
            while try await site.sender().drain() > 0 {}
            #expect(try site.types() == ["import.finished"])
            let facts = try #require(
                try site.messages().first?.data["import"] as? [String: Any])
            #expect(facts["new"] as? Int == 10_001)
            #expect(facts["has_events_of_each"] as? Bool == false)
        }
    }
}
