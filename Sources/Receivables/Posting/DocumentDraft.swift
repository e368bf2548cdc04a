package import Kernel

/// A document to be posted. Amounts are positive; the kind decides the side they stand on. Only
/// an opening balance may be negative.
package struct DocumentDraft: Sendable {
    /// One part of an invoice that is due on its own day.
    package struct Instalment: Sendable {
        package let dueDate: LocalDate
        package let amount: Money

        package init(dueDate: LocalDate, amount: Money) {
            self.dueDate = dueDate
            self.amount = amount
        }
    }

    /// What was sold; lines inform, the document's amount counts.
    package struct Line: Sendable {
        package let description: String
        package let quantity: ExactDecimal?
        package let unitPrice: ExactDecimal?
        package let amount: Money

        package init(
            description: String, quantity: ExactDecimal? = nil, unitPrice: ExactDecimal? = nil,
            amount: Money
        ) {
            self.description = description
            self.quantity = quantity
            self.unitPrice = unitPrice
            self.amount = amount
        }
    }

    package var kind: DocumentKind
    package var customer: CustomerID
    package var number: String
    package var date: LocalDate
    /// Without one the document is due on its own date.
    package var dueDate: LocalDate?
    package var amount: Money
    /// Base currency per unit; nil takes the rate of the document's date.
    package var rate: ExactDecimal?
    package var reference: String?
    package var isDisputed = false
    package var instalments: [Instalment] = []
    package var lines: [Line] = []

    package init(
        kind: DocumentKind, customer: CustomerID, number: String, date: LocalDate,
        dueDate: LocalDate? = nil, amount: Money
    ) {
        self.kind = kind
        self.customer = customer
        self.number = number
        self.date = date
        self.dueDate = dueDate
        self.amount = amount
    }

    /// Text columns are bounded; a longer number is no number.
    package static let numberLengthMax = 200

    /// Minor units: ten trillion of a currency with two decimals. It keeps the sum of thousands of
    /// such documents within 64 bits; the table refuses more as well.
    package static let minorUnitsMax: Int64 = 1_000_000_000_000_000

    /// - Parameter base: the currency that the company keeps its books in.
    /// - Throws: `PostingError` for what cannot be posted whatever the books hold.
    func validate(in base: Currency) throws {
        guard number.utf8.count <= Self.numberLengthMax, Self.isNumber(number) else {
            throw PostingError.number
        }
        guard amount.minorUnits >= 0 || kind == .openingBalance else {
            throw PostingError.notPositive(number)
        }
        guard amount.minorUnits.magnitude <= Self.minorUnitsMax.magnitude else {
            throw PostingError.tooLarge(number)
        }
        if let rate {
            guard rate.isRate else { throw PostingError.rate }
            // What is in the company's currency already is worth itself.
            guard amount.currency != base || rate == .one else { throw PostingError.rateOfBase }
        }
        for (place, part) in instalments.enumerated() {
            guard part.amount.currency == amount.currency else {
                throw PostingError.instalmentCurrency(place)
            }
            guard part.amount.isPositive else { throw PostingError.instalmentNotPositive(place) }
        }
        for (place, line) in lines.enumerated() where line.amount.currency != amount.currency {
            throw PostingError.lineCurrency(place)
        }
        if !instalments.isEmpty {
            guard kind == .invoice,
                try Money.sum(instalments.map(\.amount), in: amount.currency) == amount
            else { throw PostingError.instalments(number) }
        }
        if !lines.isEmpty {
            guard try Money.sum(lines.map(\.amount), in: amount.currency) == amount else {
                throw PostingError.lines(number)
            }
        }
    }

    /// More than blanks, on one line.
    private static func isNumber(_ text: String) -> Bool {
        text.isOneLine && text.unicodeScalars.contains { !$0.properties.isWhitespace }
    }
}

extension ExactDecimal {
    /// Whether a currency can be worth that much in another: more than nothing, and within what
    /// the table of rates holds.
    var isRate: Bool { isPositive && scale <= 12 && self < ExactDecimal(1_000_000_000_000) }
}
