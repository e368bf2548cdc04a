import Kernel

/// What is wrong with a field of a line.
struct ImportProblem: Error, Hashable {
    enum Reason: Hashable {
        case date(DateError)
        case amount(DecimalError)
        case missing
        case damagedNumber
        case tooLong(bytesMax: Int)
        case tooLarge
        case unknownCurrency
        case negative
        case notYesOrNo
        case tooManyFields
    }

    /// Nil: the line as a whole.
    let field: ImportField?
    let reason: Reason

    init(_ field: ImportField?, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// The sentence of the report.
    var sentence: String {
        switch reason {
        case .date(let error): error.userMessage
        case .amount(let error): error.userMessage
        case .missing: "There is no \(field?.title ?? "value")."
        case .damagedNumber:
            "A spreadsheet has cut this number short; take it from the original list."
        case .tooLong(let bytesMax): "The text is longer than \(bytesMax) bytes."
        case .tooLarge: "The amount is larger than any that can be kept."
        case .unknownCurrency: "This is not an ISO 4217 currency code."
        case .negative: "The amount of a receipt, or what is applied of it, cannot be negative."
        case .notYesOrNo: "This is neither yes nor no."
        case .tooManyFields:
            "The line has more fields than the header; a quote or a separator may be wrong."
        }
    }
}
