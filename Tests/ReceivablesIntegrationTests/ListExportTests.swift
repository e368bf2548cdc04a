import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Tenancy
import Testing

@testable import Formats

/// Files of the lists of pages are compared with what the pages show.
@Suite struct `An exported list` {
    private func use(_ body: (Books, AccountStory, String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("lists-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Books.use { books in
            let story = try await AccountStory(books)
            try await books.notes.add(
                books.scope, to: story.customer,
                try NoteText("=1+1\n" + String(repeating: "long ", count: 200) + "end"))
            try await body(books, story, folder.path)
        }
    }

    private func write(
        _ list: AccountList, of customer: CustomerID, asOf day: LocalDate = AccountStory.today,
        _ books: Books, _ folder: String
    ) async throws {
        for format in ExportFormat.allCases {
            try await Exported.file(format, "\(folder)/a.\(format)").write { make in
                try await books.exports.account(books.scope, customer, list, asOf: day, to: make)
            }
        }
    }

    /// The amounts of a column of a CSV file, in hundredths.
    private func column(_ name: String, _ path: String) throws -> [Int64] {
        let table = try Exported.cells(path)
        let place = try #require(table.first?.firstIndex(of: .text(name)))
        return table.dropFirst().compactMap { row in
            guard place < row.count, case .text(let text) = row[place] else { return nil }
            return Int64(text.replacing(".", with: ""))
        }
    }

    private func totals(_ path: String) throws -> [[TableCell]] {
        try Exported.cells(path).filter { $0.contains(.text("Total")) }
    }

    @Test func `of open items has the balance of the page, by currency`() async throws {
        try await use { books, story, folder in
            let day: LocalDate = "2026-03-02"
            let (account, _) = try await books.account(story.customer, asOf: day)
            #expect(account.balance == 1_000 + 5_500 && account.openItems == 2)
            try await write(.openItems, of: story.customer, asOf: day, books, folder)
            #expect(try column("open_base", "\(folder)/a.csv").reduce(0, +) == account.balance)
            #expect(try column("open", "\(folder)/a.csv") == [5_000, 1_000])
            let sums = try totals("\(folder)/a.xlsx")
            #expect(sums.map(\.last) == [.number("55"), .number("10")])
            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            #expect(pdf.contains("Balance in USD: $65.00"))
            #expect(pdf.contains("Open items EUR") && pdf.contains("Open items USD"))
        }
    }

    @Test func `of documents has what is open of each`() async throws {
        try await use { books, story, folder in
            try await write(.documents, of: story.customer, books, folder)
            let (account, view) = try await books.account(story.customer, view: .documents)
            #expect(try Exported.cells("\(folder)/a.csv").count == 1 + (view.documents?.count ?? 0))
            #expect(try column("open", "\(folder)/a.csv").reduce(0, +) == account.balance)
            #expect(try totals("\(folder)/a.xlsx").map(\.last) == [.number("0"), .number("75")])
            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            for word in ["S-3", "Overdue", "Settled", "75.00"] { #expect(pdf.contains(word)) }
        }
    }

    @Test func `of movements leads to the balance`() async throws {
        try await use { books, story, folder in
            try await write(.movements, of: story.customer, books, folder)
            let (account, view) = try await books.account(story.customer, view: .movements)
            #expect(try Exported.cells("\(folder)/a.csv").count == 1 + (view.movements?.count ?? 0))
            #expect(try column("amount", "\(folder)/a.csv").reduce(0, +) == account.balance)
            #expect(try column("applied", "\(folder)/a.csv").reduce(0, +) == 6_000 + 3_000 + 5_000)
            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            #expect(pdf.contains("Movements USD") && pdf.contains("Write-off"))
            let total = pdf.split(separator: "\n").last { $0.contains("Total") }
            #expect(total?.contains("75.00") == true)
        }
    }

    @Test func `of notes has them whole`() async throws {
        try await use { books, story, folder in
            try await write(.notes, of: story.customer, books, folder)
            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            #expect(pdf.contains("=1+1") && pdf.contains("long end"))
            let sheet = try Exported.cells("\(folder)/a.xlsx")
            let note = sheet.flatMap { $0 }.compactMap { cell in
                if case .text(let text) = cell, text.hasPrefix("=1+1") { text } else { nil }
            }.first
            #expect(note?.hasSuffix("long end") == true)
        }
    }

    @Test func `of a document's journal has the same on both sides`() async throws {
        try await use { books, story, folder in
            let record = try await books.exports.movements(
                books.scope, of: story.foreign, asOf: AccountStory.today, order: .effective)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/j.\(format)").write { make in
                    try record.writeJournal(to: try make(), for: books.tenant)
                }
            }
            let debits = try column("debit", "\(folder)/j.csv").reduce(0, +)
            let credits = try column("credit", "\(folder)/j.csv").reduce(0, +)
            #expect(debits == credits && debits >= 5_500)
            // The exchange difference has no amount in the document's own currency.
            #expect(try column("amount", "\(folder)/j.csv") == [5_000, -5_000])
            let sums = try #require(try totals("\(folder)/j.xlsx").first)
            #expect(sums.suffix(2).first == sums.last)
            #expect(try Exported.text(ofPDF: "\(folder)/j.pdf").contains("Exchange difference"))
        }
    }

    @Test func `of a search has all documents that begin so`() async throws {
        try await use { books, story, folder in
            let terms = SearchTerms("s-")
            let hits = try await books.search.search(
                books.scope, terms, asOf: AccountStory.today, limit: 50)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/s.\(format)").write { make in
                    try await books.exports.found(books.scope, terms, to: make)
                }
            }
            let amounts = try column("amount", "\(folder)/s.csv")
            #expect(amounts.sorted() == hits.documents.map(\.amount).sorted())
            #expect(amounts == [5_000, 10_000, 7_500])
            let pdf = try Exported.text(ofPDF: "\(folder)/s.pdf")
            #expect(pdf.contains("Searched for s-") && pdf.contains("S-3"))

            try await Exported.file(.xlsx, "\(folder)/n.xlsx").write { make in
                try await books.exports.found(books.scope, SearchTerms(" "), to: make)
            }
            #expect(
                try Exported.cells("\(folder)/n.xlsx").contains([.text("No document was found.")]))
        }
    }

    @Test func `of imports has the counts of the history`() async throws {
        try await use { books, _, folder in
            let header = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
            try await books.importing(header + "A,1,2026-01-01,2026-02-01,10.00\n")
            try await books.importing(header + "B,2,2026-01-01,2026-02-01,10.00\nC,3,x,,1\n")
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/i.\(format)").write { make in
                    try await books.exports.imports(books.scope, to: make)
                }
            }
            let (entries, _) = try await ImportHistoryService(database: books.database)
                .page(books.scope, 1)
            #expect(entries.count == 2)
            #expect(try column("rows", "\(folder)/i.csv") == entries.map(\.rows))
            #expect(try column("rejected", "\(folder)/i.csv") == [1, 0])
            let sums = try #require(try totals("\(folder)/i.xlsx").first)
            #expect(sums.contains(.number(String(entries.reduce(0) { $0 + $1.rows }))))
            #expect(try Exported.text(ofPDF: "\(folder)/i.pdf").contains("Imports"))
        }
    }

    @Test func `of the home page has its totals`() async throws {
        try await use { books, _, folder in
            let overview = try await books.home.overview(books.scope, today: AccountStory.today)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/h.\(format)").write { make in
                    try overview.write(to: try make(), for: books.tenant)
                }
            }
            #expect(try column("open", "\(folder)/h.csv") == overview.distribution.amounts)
            let sums = try #require(try totals("\(folder)/h.xlsx").first)
            #expect(sums.contains(.number("75")) && overview.stats.open == 7_500)
            let pdf = try Exported.text(ofPDF: "\(folder)/h.pdf")
            for text in ["The last 13 weeks", "Open on 6/30/2026", "$75.00", "add up to"] {
                #expect(pdf.contains(text), "\(text)")
            }
        }
    }

    @Test func `is refused to whoever may not read, and of nobody`() async throws {
        try await use { books, story, folder in
            let stranger = Scope(
                tenant: books.tenant, actor: .localVisitor,
                grant: Grant(permissions: [], portfolio: nil))
            let file = Exported.file(.csv, "\(folder)/a.csv")
            await #expect(throws: TenancyError.self) {
                try await file.write { make in
                    try await books.exports.account(
                        stranger, story.customer, .notes, asOf: AccountStory.today, to: make)
                }
            }
            await #expect(throws: TenancyError.self) {
                try await file.write { make in
                    try await books.exports.imports(stranger, to: make)
                }
            }
            await #expect(throws: AccountError.unknownCustomer) {
                try await file.write { make in
                    try await books.exports.account(
                        books.scope, CustomerID(999_999), .openItems, asOf: AccountStory.today,
                        to: make)
                }
            }
        }
    }
}
