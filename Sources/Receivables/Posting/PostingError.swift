package import Kernel
import PostgresClient

/// Why documents or movements were not posted. Nothing was stored.
package enum PostingError: DomainError, Equatable {
    case number
    /// A document's amount that is less than zero.
    case notPositive(String)
    /// What settles a document is zero or less.
    case settlesNothing
    case tooLarge(String)
    case instalments(String)
    /// Of the instalment at a place, from 0: zero or less.
    case instalmentNotPositive(Int)
    /// Of the instalment or the line at a place: not the document's currency.
    case instalmentCurrency(Int)
    case lineCurrency(Int)
    /// Of the application at a place.
    case applicationCurrency(Int)
    case lines(String)
    case duplicateNumber
    case unknownCustomer
    case duplicateCustomer(String)
    case unknownTerms(String)
    case noRate(String)
    case notAllocatable
    /// What settles a document is in another currency than it.
    case otherCurrency
    case moreThanOpen
    case notCorrectable
    case unknownDocument
    /// There is no such document to be set against another.
    case unknownCredit
    case unknownAllocation
    case alreadyReversed
    case alreadyVoid
    case rate
    /// A rate of the company's own currency that is not one.
    case rateOfBase
    /// A day that has not come yet.
    case inFuture

    /// The refusal that an error from the database stands for; nil when it is none of ours.
    init?(_ error: PostgresError) {
        switch error.sqlState?.code {
        case "CH103":
            let message = error.serverDiagnostic?.message ?? ""
            self = .noRate(String(message.split(separator: ":").last ?? ""))
        case "CH104": self = .instalments("")
        case "CH105": self = .unknownCustomer
        case "23514" where error.constraint == "ar_document_amount": self = .tooLarge("a document")
        // Of so much, or at such a rate, that 64 bits do not hold it in the company's currency.
        case "22003": self = .tooLarge("a document")
        case "CH110": self = .notAllocatable
        case "CH111": self = .moreThanOpen
        case "CH112": self = .notCorrectable
        case "CH113": self = .unknownDocument
        case "23505" where error.constraint == "ar_document_identity": self = .duplicateNumber
        default: return nil
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .duplicateNumber, .duplicateCustomer, .moreThanOpen, .notAllocatable,
            .notCorrectable, .alreadyVoid, .alreadyReversed:
            .conflict
        case .unknownCustomer, .unknownTerms, .unknownDocument, .unknownCredit,
            .unknownAllocation:
            .notFound
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .number: "number_invalid"
        case .notPositive, .settlesNothing, .instalmentNotPositive: "amount_not_positive"
        case .tooLarge: "amount_too_large"
        case .instalments: "instalments_do_not_add_up"
        case .lines: "lines_do_not_add_up"
        case .duplicateNumber: "number_taken"
        case .unknownCustomer: "customer_unknown"
        case .duplicateCustomer: "customer_code_taken"
        case .unknownTerms: "payment_terms_unknown"
        case .noRate: "exchange_rate_missing"
        case .notAllocatable: "not_allocatable"
        case .moreThanOpen: "more_than_open"
        case .notCorrectable: "not_correctable"
        case .unknownDocument, .unknownCredit: "document_unknown"
        case .unknownAllocation: "allocation_unknown"
        case .instalmentCurrency, .lineCurrency, .applicationCurrency, .otherCurrency:
            "currency_mismatch"
        case .alreadyReversed: "allocation_reversed"
        case .alreadyVoid: "already_void"
        case .rate: "exchange_rate_invalid"
        case .rateOfBase: "exchange_rate_of_own_currency"
        case .inFuture: "date_in_future"
        }
    }

    package var userMessage: String {
        switch self {
        case .number:
            "A document needs a number of at most 200 bytes: more than blanks, and on one line."
        case .notPositive(let number): "The amount of \(number) must not be negative."
        case .settlesNothing: "What settles a document must be more than zero."
        case .tooLarge(let number): "The amount of \(number) is larger than any that can be kept."
        case .instalments(let number):
            "The instalments of \(number) do not add up to its amount."
        case .lines(let number): "The lines of \(number) do not add up to its amount."
        case .duplicateNumber:
            "This customer already has a document of this kind with this number."
        case .unknownCustomer: "There is no such customer."
        case .duplicateCustomer(let code): "There is already a customer with the code “\(code)”."
        case .unknownTerms(let name): "There are no payment terms named “\(name)”."
        case .noRate(let what): "There is no exchange rate for\(what)."
        case .notAllocatable:
            "These documents cannot be set off against each other: both must be posted, of the"
                + " same customer and in the same currency."
        case .otherCurrency: "The amount is in another currency than the document."
        case .moreThanOpen: "That is more than is open."
        case .notCorrectable:
            "Only a posted document without instalments can be corrected; void it and post it anew."
        case .unknownDocument: "There is no such document."
        case .unknownCredit: "There is no such credit."
        case .instalmentNotPositive(let place):
            "Instalment \(place + 1) must be more than zero."
        case .instalmentCurrency(let place):
            "Instalment \(place + 1) is in another currency than its document."
        case .applicationCurrency(let place):
            "Application \(place + 1) is in another currency than its document."
        case .lineCurrency(let place): "Line \(place + 1) is in another currency than its document."
        case .unknownAllocation: "There is no such allocation."
        case .alreadyReversed: "It was taken back before."
        case .alreadyVoid: "It is void already."
        case .rate:
            "An exchange rate must be greater than zero and below a trillion, with at most 12"
                + " decimals."
        case .rateOfBase: "An amount in the company's own currency has no rate but 1."
        case .inFuture:
            "That day is still to come: until then the amount would be settled in some figures and"
                + " open in others."
        }
    }
}
