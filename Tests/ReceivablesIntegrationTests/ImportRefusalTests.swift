import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

@Suite
struct `A file that cannot be imported` {
    private func refusal(
        _ bytes: [UInt8], as form: ImportForm = .automatic, map: [String: String] = [:]
    ) async throws -> any DomainError {
        try await Books.use { books in
            let thrown = try await #require(throws: (any Error).self) {
                try await books.importing(bytes: bytes, as: form, map: map)
            }
            let error = try #require(thrown as? any DomainError)
            #expect(error.kind == .invalid)
            #expect(try await books.documentCount() == 0)
            #expect(try await books.number("SELECT count(*) FROM ar_customer") == 0)
            #expect(try await books.number("SELECT count(*) FROM ar_import") == 0)
            return error
        }
    }

    @Test(arguments: [
        ("", "csv_empty"),
        ("\n\n", "csv_empty"),
        ("PK\u{3}\u{4}xl/workbook.xml", "table_truncated"),
        ("Customer,Invoice No,Invoice Date,Amount\nA,1,2026-01-01,1\nB,\"2,2026", "csv_truncated"),
        ("Customer,Invoice No,Invoice Date,Amount\nA,1,2026-01-01,1\nB,2,2026-0", "csv_cut_off"),
        (
            "Customer,Invoice No,Invoice Date,Amount\nA,1,2026-01-01,1\nB,2,2026-01-01,1.",
            "csv_cut_off"
        ),
        ("hello\nworld\n", "import_not_recognised"),
        ("A,B,C\n1,2,3\n", "import_not_recognised"),
        ("Acme,1,2026-01-01,2026-02-01,5.00\n", "import_not_recognised"),
        ("Customer,Invoice No,Due Date,Amount\nA,1,2026-01-01,1\n", "import_column_missing"),
        ("Customer,Receipt No,Date\nA,1,2026-01-01\n", "import_column_missing"),
        (
            "Customer,Invoice No,Invoice Date,Amount,Amount\nA,1,2026-01-01,1,1\n",
            "import_column_repeated"
        ),
        (
            "Customer,Invoice No,Invoice Date,Due Date,Receipt No,Date,Amount\n",
            "import_forms_mixed"
        ),
        (
            """
            Customer,Invoice No,Invoice Date,Amount
            A,1,13/1/2026,1
            A,2,1/13/2026,1
            A,3,2/3/2026,1
            """, "import_dates_mixed"
        ),
    ])
    func `is refused in one sentence`(text: String, code: String) async throws {
        let error = try await refusal(Array(text.utf8))
        #expect(error.code == code)
        #expect(error.userMessage.hasSuffix(".") && !error.userMessage.contains("\n"))
    }

    @Test func `may be no list at all`() async throws {
        let program: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]
        #expect(try await refusal(program).code == "table_not_a_table")
        let report = "Trial Balance\nAs of 2026-07-31\n\nAccount,Debit,Credit\nCash,5.00,\n"
        #expect(try await refusal(Array(report.utf8)).code == "import_wrong_report")
    }

    @Test func `may not be there or be a folder`() async throws {
        try await Books.use { books in
            for path in ["/nonexistent/file.csv", "/tmp"] {
                let error = try await #require(throws: ImportError.self) {
                    try await books.importer.run(books.scope, ImportRequest(path: path))
                }
                #expect(error.kind == .invalid && error.code == "csv_cannot_open")
            }
        }
    }

    @Test func `may lack what the form asked for needs`() async throws {
        let list = Array("Customer,Invoice No,Invoice Date,Amount\nA,1,2026-01-05,1\n".utf8)
        #expect(try await refusal(list, as: .history).code == "import_column_missing")
        #expect(try await refusal(list, map: ["Nope": "amount"]).code == "import_header_unknown")
        #expect(try await refusal(list, map: ["Amount": "nope"]).code == "import_field_unknown")
    }

    @Test func `is named when the scope may not import`() async throws {
        try await Books.use { books in
            let scope = Scope(
                tenant: books.tenant, actor: .system,
                grant: Grant(permissions: [.readReceivables], portfolio: nil))
            await #expect(throws: TenancyError.self) {
                try await books.importer.run(scope, ImportRequest(path: "/tmp/none.csv"))
            }
        }
    }
}
