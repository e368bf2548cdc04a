import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `The list of customers` {
    private static func list(
        _ books: Books, asOf day: LocalDate = "2026-06-30", _ search: String = "",
        choice: CustomerListRequest.Choice = .all, sort: CustomerListRequest.Sort = .balance,
        order: CustomerListRequest.Order = .descending, page: Int = 1
    ) async throws -> CustomerList {
        try await books.customerList.list(
            books.scope,
            CustomerListRequest(
                asOf: day, search: search, choice: choice, sort: sort, order: order, page: page))
    }

    private static func names(_ list: CustomerList) -> [String] {
        list.rows.map(\.customer.name)
    }

    private static func customers(_ books: Books) async throws {
        for (name, due, amount) in [
            ("Ärger & Söhne", "2026-05-01", "20.00 USD"), ("Zebra 100%", "2026-08-01", "50.00 USD"),
            ("beta_two", "2026-06-29", "5.00 USD"),
        ] as [(String, LocalDate, Money)] {
            let id = try await books.customer(name)
            _ = try await books.invoice(id, "1", on: "2026-04-01", due: due, amount)
        }
        _ = try await books.customer("Nobody")
    }

    @Test func `has everybody with what the aging report says`() async throws {
        try await Books.use { books in
            try await Self.customers(books)
            for day in ["2026-03-31", "2026-05-02", "2026-06-30", "2026-09-01"] as [LocalDate] {
                let list = try await Self.list(books, asOf: day)
                let report = try await books.report(asOf: day)
                #expect(list.count == 4)
                #expect(list.balance == report.totals.total)
                #expect(list.overdue == report.totals.amounts.dropFirst().reduce(0, +))
                for row in report.rows {
                    let listed = list.rows.first { $0.customer.id.rawValue == row.id }
                    #expect(listed?.balance == row.total)
                    #expect(listed?.overdue == row.amounts.dropFirst().reduce(0, +))
                }
            }
        }
    }

    @Test func `is sorted and narrowed`() async throws {
        try await Books.use { books in
            try await Self.customers(books)
            let byBalance = try await Self.list(books)
            #expect(
                Self.names(byBalance) == ["Zebra 100%", "Ärger & Söhne", "beta_two", "Nobody"])
            let byOverdue = try await Self.list(books, sort: .overdue)
            #expect(
                Self.names(byOverdue) == ["Ärger & Söhne", "beta_two", "Zebra 100%", "Nobody"])
            let byName = try await Self.list(books, sort: .name, order: .ascending)
            #expect(Self.names(byName).prefix(2) == ["beta_two", "Nobody"])
            let overdue = try await Self.list(books, choice: .overdue)
            #expect(overdue.count == 2)
            let open = try await Self.list(books, choice: .open)
            #expect(open.count == 3)
            for (text, name) in [
                ("SÖHNE rger", "Ärger & Söhne"), ("100%", "Zebra 100%"), ("_", "beta_two"),
            ] {
                let found = try await Self.list(books, text)
                #expect(Self.names(found) == [name])
            }
            let none = try await Self.list(books, "nothing like it")
            #expect(none.rows.isEmpty)
            #expect(none.hasCustomers)
            await #expect(throws: AgingError.pastTheEnd) {
                try await Self.list(books, page: 2)
            }
        }
    }

    @Test func `says when there is nobody`() async throws {
        try await Books.use { books in
            let list = try await Self.list(books)
            #expect(!list.hasCustomers)
            #expect(list.rows.isEmpty)
        }
    }
}
