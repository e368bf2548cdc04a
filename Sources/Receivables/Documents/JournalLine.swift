package import Kernel

/// A line of a journal entry that a document made.
package struct JournalLine: Sendable, Equatable {
    package let entry: Int64
    package let entryOn: LocalDate
    package let recordedAt: Instant
    package let source: MovementKind
    package let accountCode: String
    package let accountName: String
    package let currency: Currency
    /// Minor units, debit positive.
    package let amount: Int64
    package let baseAmount: Int64

    /// What it was written for, as people say: an allocation is an entry only where its two sides
    /// differ in base currency.
    package var purpose: String {
        source == .allocation ? "Exchange difference" : source.name
    }

    package init(
        entry: Int64, entryOn: LocalDate, recordedAt: Instant, source: MovementKind,
        accountCode: String, accountName: String, currency: Currency, amount: Int64,
        baseAmount: Int64
    ) {
        self.entry = entry
        self.entryOn = entryOn
        self.recordedAt = recordedAt
        self.source = source
        self.accountCode = accountCode
        self.accountName = accountName
        self.currency = currency
        self.amount = amount
        self.baseAmount = baseAmount
    }
}
