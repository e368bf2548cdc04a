import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite
struct `The home page's figures` {
    @Test func `are those of the report, of the journal and of every week before`() async throws {
        try await Books.use { books in
            _ = try await AccountStory(books)
            let other = try await books.customer("other")
            let late = try await books.invoice(
                other, "O-1", on: "2026-01-15", due: "2026-02-01", "900.00 USD")
            let paid = try await books.receipt(other, "Q-1", on: "2026-06-28", "400.00 USD")
            try await books.allocate(paid, to: late, "400.00 USD")
            // Effective only tomorrow.
            _ = try await books.invoice(other, "O-2", on: "2026-07-01", "5.00 USD")
            let home = try await books.home.overview(books.scope, today: AccountStory.today)
            let report = try await books.report(asOf: AccountStory.today)
            #expect(home.stats.open == report.totals.total)
            #expect(home.stats.open == 57_500)
            #expect(home.controlBalance == report.controlBalance)
            #expect(home.distribution.amounts == report.totals.amounts)
            #expect(home.distribution.total == report.totals.total)
            #expect(home.stats.overdue == report.totals.amounts.dropFirst().reduce(0, +))
            #expect(home.over90 == 50_000)
            #expect(home.week.closing == home.stats.open)
            #expect(home.week.collected == -40_000)
            #expect(home.trend.count == BalanceTrend.pointCount)
            for point in home.trend {
                let then = try await books.report(asOf: point.day)
                #expect(point.total == then.totals.total, "\(point.day)")
                #expect(
                    point.overdue == then.totals.amounts.dropFirst().reduce(0, +), "\(point.day)")
            }
            #expect(
                try await books.home.trend(books.scope, today: AccountStory.today) == home.trend)
            let chart = try await books.home.distribution(books.scope, today: AccountStory.today)
            #expect(chart.distribution == home.distribution)
        }
    }

    @Test func `stay the same when the rollups are folded and moved`() async throws {
        try await Books.use { books in
            _ = try await AccountStory(books)
            let before = try await books.home.overview(books.scope, today: AccountStory.today)
            _ = try await books.rollups.run(books.scope, today: AccountStory.today)
            let after = try await books.home.overview(books.scope, today: AccountStory.today)
            #expect(before.stats == after.stats)
            #expect(before.trend == after.trend)
            #expect(before.grown == after.grown)
            #expect(before.distribution == after.distribution)
        }
    }

    @Test func `name those whose overdue amount grew and shrank`() async throws {
        try await Books.use { books in
            // Due within the last week.
            let grown = try await books.customer("grown")
            _ = try await books.invoice(
                grown, "G-1", on: "2026-05-01", due: "2026-06-25", "300.00 USD")
            // Overdue before; part of it is paid.
            let shrunk = try await books.customer("shrunk")
            let late = try await books.invoice(
                shrunk, "H-1", on: "2026-04-01", due: "2026-05-01", "500.00 USD")
            let receipt = try await books.receipt(shrunk, "P-1", on: "2026-06-26", "120.00 USD")
            try await books.allocate(receipt, to: late, "120.00 USD")
            // Became overdue and was paid within the week: nothing changed.
            let quick = try await books.customer("quick")
            let due = try await books.invoice(
                quick, "I-1", on: "2026-05-01", due: "2026-06-24", "70.00 USD")
            let soon = try await books.receipt(quick, "P-1", on: "2026-06-27", "70.00 USD")
            try await books.allocate(soon, to: due, "70.00 USD")
            // Not due, and overdue all the time.
            let same = try await books.customer("same")
            _ = try await books.invoice(
                same, "J-1", on: "2026-06-28", due: "2026-06-30", "10.00 USD")
            _ = try await books.invoice(
                same, "J-2", on: "2026-01-01", due: "2026-02-01", "10.00 USD")
            let home = try await books.home.overview(books.scope, today: AccountStory.today)
            #expect(
                home.grown == [
                    OverdueMover(customer: grown, name: "grown", overdue: 30_000, change: 30_000)
                ])
            #expect(
                home.shrunk == [
                    OverdueMover(customer: shrunk, name: "shrunk", overdue: 38_000, change: -12_000)
                ])
        }
    }

    @Test func `know what sales the days rest on`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(acme, "1", on: "2026-04-01", "100.00 USD")
            // 90 days before the 30th of June is the first of April, which is outside.
            _ = try await books.invoice(
                acme, "2", on: "2026-04-02", due: "2026-08-01", "200.00 USD")
            _ = try await books.creditNote(acme, "3", on: "2026-05-01", "50.00 USD")
            let home = try await books.home.overview(books.scope, today: AccountStory.today)
            #expect(
                home.daysSalesOutstanding
                    == DaysSalesOutstanding(
                        receivables: 25_000, current: 20_000, creditSales: 20_000))
        }
    }

    @Test func `lead an empty tenant to its first step`() async throws {
        try await Books.use { books in
            let empty = try await books.home.overview(books.scope, today: AccountStory.today)
            #expect(empty.firstSteps.next == .importInvoices)
            #expect(empty.stats.open == 0)
            #expect(empty.daysSalesOutstanding.tenths == nil)
            #expect(empty.imports.isEmpty)
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount\nA,1,2026-01-10,2026-02-10,5\n")
            let begun = try await books.home.overview(books.scope, today: AccountStory.today)
            #expect(begun.firstSteps.next == .importReceipts)
            #expect(begun.imports.map(\.fileName) == ["test.csv"])
            #expect(begun.imports.first?.newCount == 1)
        }
    }
}
