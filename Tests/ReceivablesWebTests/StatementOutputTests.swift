import Formats
import Kernel
import Testing

@testable import Receivables

@Suite struct `A statement of account` {
    private static func statement() throws -> Statement {
        Statement(
            tenant: "acme",
            customer: Customer(id: ID(7), code: "C7", name: "=Acme"),
            currency: try ReportFixtures.currency("EUR"),
            from: try ReportFixtures.date("2026-01-01"),
            to: try ReportFixtures.date("2026-03-31"), opening: 5_000,
            lines: [
                StatementLine(
                    date: try ReportFixtures.date("2026-02-01"), kind: .invoice,
                    document: "INV-1", dueDate: try ReportFixtures.date("2026-03-03"),
                    amount: 12_345, balance: 17_345),
                StatementLine(
                    date: try ReportFixtures.date("2026-03-05"), kind: .creditNote,
                    document: "CN-1", dueDate: try ReportFixtures.date("2026-03-05"),
                    amount: -345, balance: 17_000),
            ], closing: 17_000)
    }

    @Test func `is JSON with a running balance`() throws {
        let statement = try Self.statement()
        let json = Statement.json(
            [statement], tenant: "acme", customer: statement.customer, to: statement.to)
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"report":"statement","tenant":"acme",\
                "customer":{"id":"7","code":"C7","name":"=Acme"},"to":"2026-03-31",\
                "statements":[{"currency":"EUR","from":"2026-01-01","to":"2026-03-31",\
                "opening":"50.00","lines":[{"date":"2026-02-01","kind":"invoice",\
                "document":"INV-1","due_date":"2026-03-03","amount":"123.45",\
                "balance":"173.45"},{"date":"2026-03-05","kind":"credit_note",\
                "document":"CN-1","due_date":"2026-03-05","amount":"-3.45",\
                "balance":"170.00"}],"closing":"170.00"}]}
                """)
        let none = Statement.json(
            [], tenant: "acme", customer: statement.customer, to: statement.to)
        #expect(String(decoding: none, as: UTF8.self).hasSuffix(#""statements":[]}"#))
    }

    @Test func `is CSV that begins with what was brought forward`() throws {
        var csv = CSVWriter()
        try Statement.appendCSV([Self.statement()], to: &csv)
        #expect(
            String(decoding: csv.bytes, as: UTF8.self) == """
                customer,currency,date,kind,document,due_date,amount,balance\r
                '=Acme,EUR,2026-01-01,balance_brought_forward,,,,50.00\r
                '=Acme,EUR,2026-02-01,invoice,INV-1,2026-03-03,123.45,173.45\r
                '=Acme,EUR,2026-03-05,credit_note,CN-1,2026-03-05,-3.45,170.00\r

                """)
    }

    @Test func `is a table for a terminal`() throws {
        let table = try Self.statement().table(format: LocaleFormat("en-GB"))
        #expect(
            String(decoding: table, as: UTF8.self) == """
                Statement of account of =Acme, EUR, 01/01/2026 to 31/03/2026

                Date        Kind             Document  Due         Amount  Balance
                ──────────────────────────────────────────────────────────────────
                01/01/2026  Brought forward                                  50.00
                01/02/2026  Invoice          INV-1     03/03/2026  123.45   173.45
                05/03/2026  Credit note      CN-1      05/03/2026   -3.45   170.00
                ──────────────────────────────────────────────────────────────────
                31/03/2026  Balance                                         170.00

                """)
    }
}
