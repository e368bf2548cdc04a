import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

@Suite
struct `Taking a write-off back` {
    @Test func `opens it from the day on which it counted`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(
                acme, "R-1", on: "2026-01-10", "100.00 USD",
                instalments: [("2026-02-10", "50.00 USD"), ("2026-03-10", "50.00 USD")])
            try await books.writeOff(invoice, "70.00 USD", on: "2026-02-20")
            let parts = try await books.writeOffs(of: invoice)
            #expect(parts.map(\.amount) == ["50.00 USD", "20.00 USD"])
            let known = try await books.now()
            try await books.reverse(parts[1])
            #expect(try await books.writeOffs(of: invoice).map(\.isReversed) == [false, true])
            #expect(try await books.report(asOf: "2026-02-19").totals.total == 10_000)
            #expect(try await books.report(asOf: "2026-02-20").totals.total == 5_000)
            let before = try await books.report(asOf: "2026-02-20") { $0.knownAt = known }
            #expect(before.totals.total == 3_000)
            await #expect(throws: SettlingError.self) { try await books.reverse(parts[1]) }
            #expect(try await books.report(asOf: "2026-02-20").controlBalance == 5_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `follows a correction of its document`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            try await books.writeOff(invoice, "40.00 USD", on: "2026-01-20")
            try await books.correct(
                invoice, date: "2026-03-01", due: "2026-03-31", to: "100.00 USD")
            try await books.writeOff(invoice, "40.00 USD", on: "2026-03-05")
            try await books.correct(
                invoice, date: "2026-01-10", due: "2026-02-10", to: "100.00 USD")
            let (first, second) = (
                try await books.writeOffs(of: invoice)[0], try await books.writeOffs(of: invoice)[1]
            )
            try await books.reverse(first)
            // The first one counted from the first of March on, where the correction had put it.
            #expect(try await books.report(asOf: "2026-02-28").totals.total == 10_000)
            #expect(try await books.report(asOf: "2026-03-04").totals.total == 10_000)
            #expect(try await books.report(asOf: "2026-03-05").totals.total == 6_000)
            try await books.reverse(second)
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 10_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `leaves what the document is worth after a change of its rate`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-01-15", "1.20")
            let acme = try await books.customer("acme")
            let lost = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            try await books.writeOff(lost, "100.00 EUR", on: "2026-02-20")
            try await books.correct(
                lost, date: "2026-01-15", due: "2026-03-15", to: "100.00 EUR")
            try await books.reverse(try await books.writeOffs(of: lost)[0])
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 12_000)
            #expect(try await books.report(asOf: "2026-12-31").controlBalance == 12_000)
            #expect(try await books.differences() == [])
        }
    }

    /// Whichever is taken back first, every day is as if nothing had been written off.
    @Test(arguments: [[0, 1], [1, 0]])
    func `leaves every day as it was, in whatever order several are`(order: [Int]) async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.00")
            try await books.setRate("EUR", from: "2026-01-11", "1.50")
            let acme = try await books.customer("acme")
            let lost = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            try await books.writeOff(lost, "60.00 EUR", on: "2026-02-05")
            try await books.writeOff(lost, "40.00 EUR", on: "2026-02-10")
            try await books.correct(
                lost, date: "2026-01-11", due: "2026-03-15", to: "100.00 EUR")
            let writeOffs = try await books.writeOffs(of: lost)
            for number in order { try await books.reverse(writeOffs[number]) }
            for day in ["2026-01-11", "2026-02-04", "2026-02-05", "2026-02-09", "2026-02-10"] {
                let report = try await books.report(asOf: LocalDate(iso: day))
                #expect(report.totals.total == 15_000, "\(day)")
                #expect(report.controlBalance == 15_000, "\(day)")
            }
            #expect(try await books.differences() == [])
        }
    }

    /// What was taken back says nothing of when a document was settled.
    @Test func `leaves the day of what is written off in its place`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.00")
            try await books.setRate("EUR", from: "2026-01-11", "1.50")
            let acme = try await books.customer("acme")
            let lost = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            try await books.writeOff(lost, "100.00 EUR", on: "2026-02-20")
            try await books.reverse(try await books.writeOffs(of: lost)[0])
            try await books.writeOff(lost, "100.00 EUR", on: "2026-02-05")
            try await books.correct(
                lost, date: "2026-01-11", due: "2026-03-15", to: "100.00 EUR")
            for day in ["2026-02-05", "2026-02-19", "2026-02-20"] {
                let report = try await books.report(asOf: LocalDate(iso: day))
                #expect(report.totals.total == 0 && report.controlBalance == 0, "\(day)")
            }
            #expect(try await books.differences() == [])
        }
    }

    @Test func `needs the right to post`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            try await books.writeOff(invoice, "40.00 USD", on: "2026-01-20")
            let reader = Scope(
                tenant: books.tenant, actor: .system,
                grant: Grant(permissions: [.readReceivables], portfolio: nil))
            let record = try await books.writeOffs(of: invoice)[0]
            await #expect(throws: TenancyError.self) {
                try await books.database.transaction(reader) { connection in
                    try books.posting.reverse(reader, record, on: connection)
                }
            }
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 6_000)
        }
    }
}
