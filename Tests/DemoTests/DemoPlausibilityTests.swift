import BooksTestSupport
import Demo
import Kernel
import Receivables
import Testing

@Suite struct `The demonstration's figures` {
    static let days: [LocalDate] = [
        "2026-11-21", "2026-01-05", "2026-08-31", "2027-02-28", "2028-06-15",
    ]

    @Test(arguments: days)
    func `look like those of a company`(_ today: LocalDate) throws {
        let company = try `The demonstration's story`.story(today)
        let figures = StoryFigures(company)
        let invoices = company.documents.filter { $0.kind == .invoice }
        #expect((5_000...9_000).contains(invoices.count))
        #expect(company.documents.contains { $0.kind == .refund })
        #expect(company.documents.count { $0.kind == .creditNote } > 100)
        #expect(company.writeOffs.count > 20)

        let buckets = try figures.buckets()
        let total = buckets.reduce(0, +)
        let permille = buckets.map { $0 * 1_000 / total }
        #expect((550...850).contains(permille[0]), "\(permille)")
        #expect((80...330).contains(permille[1]), "\(permille)")
        #expect((10...100).contains(permille[2]), "\(permille)")
        #expect((5...60).contains(permille[5]), "\(permille)")

        var sales: Int64 = 0
        for invoice in invoices where invoice.date.days(until: today) < 365 {
            sales += try figures.base(invoice.amount.minorUnits, of: invoice.amount.currency)
        }
        #expect((35...65).contains(total * 365 / sales), "days of sales outstanding")
    }

    @Test(arguments: days)
    func `show customers at risk, disputes and credit on account`(_ today: LocalDate) throws {
        let company = try `The demonstration's story`.story(today)
        let figures = StoryFigures(company)
        var atRisk: Set<Int> = []
        var disputed = 0
        var unapplied: Int64 = 0
        for (document, open) in zip(company.documents, figures.open) where open > 0 {
            if document.isCredit {
                unapplied += open
            } else if document.dueDate.days(until: today) > 90 {
                atRisk.insert(document.customer)
            }
            if document.isDisputed { disputed += 1 }
        }
        #expect((5...25).contains(atRisk.count))
        #expect(disputed > 0 && unapplied > 0)
    }

    @Test func `concentrate on few large accounts`() throws {
        let company = try `The demonstration's story`.story("2026-11-21")
        let figures = StoryFigures(company)
        var sales = [Int64](repeating: 0, count: company.customers.count)
        for document in company.documents where document.kind == .invoice {
            sales[document.customer] += try figures.base(
                document.amount.minorUnits, of: document.amount.currency)
        }
        let largest = sales.sorted(by: >).prefix(10).reduce(0, +)
        #expect((400...750).contains(largest * 1_000 / sales.reduce(0, +)))
        #expect(Set(company.documents.map(\.amount.currency)) == ["USD", "EUR", "GBP"])
    }
}
