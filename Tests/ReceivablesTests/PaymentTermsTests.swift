import Kernel
import Receivables
import Testing

@Suite
struct `Payment terms` {
    private func date(_ text: String) throws -> LocalDate { try LocalDate(iso: text) }

    private func usd(_ minorUnits: Int64) throws -> Money {
        Money(minorUnits: minorUnits, currency: try Currency(code: "USD"))
    }

    @Test(
        arguments: [
            (30, false, "2026-01-31", "2026-03-02"), (0, false, "2026-01-31", "2026-01-31"),
            (0, true, "2026-02-03", "2026-02-28"), (10, true, "2028-02-03", "2028-03-10"),
        ])
    func `make a due date`(days: Int, isFromMonthEnd: Bool, on: String, due: String) throws {
        let terms = PaymentTerms(name: "t", dueDays: days, countsFromMonthEnd: isFromMonthEnd)
        #expect(try terms.dueDate(for: date(on)) == date(due))
    }

    @Test func `divide an amount so that nothing is lost`() throws {
        let terms = PaymentTerms(
            name: "thirds", dueDays: 90,
            instalments: [
                .init(partsPerTenThousand: 3_333, days: 30),
                .init(partsPerTenThousand: 3_333, days: 60),
                .init(partsPerTenThousand: 3_334, days: 90),
            ])
        let parts = try terms.instalments(of: usd(10_001), on: date("2026-01-01"))
        #expect(parts.map(\.amount.minorUnits).reduce(0, +) == 10_001)
        #expect(try parts.map(\.dueDate) == ["2026-01-31", "2026-03-02", "2026-04-01"].map(date))
        let none = PaymentTerms(name: "net", dueDays: 30)
        #expect(try none.instalments(of: usd(10_001), on: date("2026-01-01")).isEmpty)
    }
}
