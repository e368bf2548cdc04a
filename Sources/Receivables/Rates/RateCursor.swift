import Kernel

/// The place behind a rate in a list: where the next page begins.
package struct RateCursor: Sendable, Equatable {
    let currency: String
    let day: LocalDate

    init(currency: String, day: LocalDate) {
        self.currency = currency
        self.day = day
    }

    /// - Throws: `RegisterError.foreignCursor`.
    package init(_ text: String) throws(RegisterError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let currency = Currency.find(parts[0]),
            let day = try? LocalDate(iso: parts[1])
        else { throw .foreignCursor }
        self.init(currency: currency.code, day: day)
    }

    package var text: String { "\(currency).\(day)" }
}
