import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// Swift takes some texts for the same that the database keeps apart.
@Suite struct `Names of groups` {
    @Test func `are told apart by their bytes`() async throws {
        try await Books.use { books in
            let groups = CustomerGroupService(database: books.database)
            for name in ["\u{E9}", "e\u{301}"] {
                let id = try await groups.create(books.scope, name)
                let found = try await groups.portfolio(books.scope, of: [name])
                #expect(found.groups == [id.rawValue])
            }
        }
    }

    @Test(arguments: ["A\u{0}", "A\u{1}", "A\nB", "\t", "A\u{2028}", " "])
    func `stand on one line`(name: String) async throws {
        try await Books.use { books in
            let groups = CustomerGroupService(database: books.database)
            await #expect(throws: CustomerGroupError.name) {
                _ = try await groups.create(books.scope, name)
            }
            let left = try await groups.list(books.scope)
            #expect(left.isEmpty)
        }
    }

    @Test func `of new customers are all there`() async throws {
        try await Books.use { books in
            let names = ["o\u{302}", "\u{F4}", "\u{F4}"]
            _ = try await books.customers.create(
                books.scope,
                names.enumerated().map { no, name in
                    CustomerDraft(code: "\(no)", name: "\(no)", group: name)
                })
            let rows = try await books.database.read(
                books.scope,
                """
                SELECT g.name FROM ar_customer AS c
                JOIN ar_customer_group AS g ON g.id = c.group_id ORDER BY c.id
                """)
            let kept = try rows.map { Array(try $0.string(0).utf8) }
            #expect(kept == names.map { Array($0.utf8) })
        }
    }
}
