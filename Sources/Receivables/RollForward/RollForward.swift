package import Kernel

/// How the open amounts of one day became those of a later day, in total and by bucket: opening,
/// what moved them, closing. Every amount is signed as it acts on the receivables: what is
/// invoiced is positive, what is collected, credited or written off negative. Opening plus all
/// that lies between is closing, to the cent, in each bucket and in total.
package struct RollForward: Sendable, Equatable {
    /// What moved the balance, in the order in which people read it; the raw values are those of
    /// `RollForwardStorage`.
    package enum Change: Int64, Sendable, CaseIterable {
        case invoiced = 2
        case collected = 3
        case credited = 4
        case writtenOff = 5
        /// Realised differences and revaluation.
        case exchange = 6
        case refunded = 7
        /// Opening balances that were taken over.
        case takenOver = 8
        /// What moved from bucket to bucket only because time passed; 0 in total.
        case aged = 1
    }

    /// What is open at the end of this day is the opening.
    package let from: LocalDate
    /// What is open at the end of this day is the closing.
    package let to: LocalDate
    /// The currency of every amount here.
    package let currency: Currency
    /// As the aging report of `from` has it.
    package let openingByBucket: AgingTotals
    /// As the aging report of `to` has it. What moved an item stands in the bucket that the item
    /// has on that day.
    package let closingByBucket: AgingTotals
    private let changes: [Change: AgingTotals]

    /// - Throws: `AgingError.totalTooLarge`.
    init(
        from: LocalDate, to: LocalDate, currency: Currency, opening: AgingTotals,
        changes: [Change: AgingTotals]
    ) throws(AgingError) {
        self.from = from
        self.to = to
        self.currency = currency
        self.changes = changes
        openingByBucket = opening
        var closing = opening
        for change in Change.allCases {
            if let totals = changes[change] { closing = try closing.adding(totals) }
        }
        closingByBucket = closing
    }

    /// One change by bucket.
    package func byBucket(_ change: Change) -> AgingTotals {
        changes[change] ?? AgingTotals(bucketCount: openingByBucket.amounts.count)
    }

    package var opening: Int64 { openingByBucket.total }
    package var closing: Int64 { closingByBucket.total }
    package var invoiced: Int64 { byBucket(.invoiced).total }
    /// What customers paid.
    package var collected: Int64 { byBucket(.collected).total }
    package var credited: Int64 { byBucket(.credited).total }
    package var writtenOff: Int64 { byBucket(.writtenOff).total }
    package var exchange: Int64 { byBucket(.exchange).total }
    /// Refunds and opening balances taken over.
    package var other: Int64 { byBucket(.refunded).total &+ byBucket(.takenOver).total }
}
