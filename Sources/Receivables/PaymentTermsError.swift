package import Kernel

/// What can be wrong with payment terms.
package enum PaymentTermsError: DomainError, Equatable {
    case unknown
    /// The shares of the instalments are not the whole.
    case shares

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .shares: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "payment_terms_unknown"
        case .shares: "shares_do_not_add_up"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown: "There are no such payment terms."
        case .shares: "The shares of the instalments must make 10,000 parts together."
        }
    }
}
