package import Kernel

/// When an invoice is due.
package struct PaymentTerms: Sendable {
    package struct Instalment: Sendable {
        /// The share of the amount; the shares of all instalments make 10,000.
        package let partsPerTenThousand: Int
        package let days: Int

        package init(partsPerTenThousand: Int, days: Int) {
            self.partsPerTenThousand = partsPerTenThousand
            self.days = days
        }
    }

    package let name: String
    package let dueDays: Int
    /// Days count from the end of the document's month.
    package let countsFromMonthEnd: Bool
    package let instalments: [Instalment]

    package init(
        name: String, dueDays: Int, countsFromMonthEnd: Bool = false,
        instalments: [Instalment] = []
    ) {
        self.name = name
        self.dueDays = dueDays
        self.countsFromMonthEnd = countsFromMonthEnd
        self.instalments = instalments
    }

    /// The day on which a document of a date is due.
    package func dueDate(for date: LocalDate) throws -> LocalDate {
        try start(date).adding(days: dueDays)
    }

    /// The instalments of an amount; empty for terms without any. The shares are rounded so that
    /// they add up to the amount exactly.
    package func instalments(
        of amount: Money, on date: LocalDate
    ) throws -> [DocumentDraft.Instalment] {
        guard !instalments.isEmpty else { return [] }
        let shares = try amount.allocate(instalments.map { Int64($0.partsPerTenThousand) })
        // A share of a tiny amount may round to nothing, and nothing cannot be owed.
        return try zip(instalments, shares).filter { !$0.1.isZero }.map { part, share in
            DocumentDraft.Instalment(
                dueDate: try start(date).adding(days: part.days), amount: share)
        }
    }

    private func start(_ date: LocalDate) -> LocalDate {
        countsFromMonthEnd ? date.lastOfMonth : date
    }
}
