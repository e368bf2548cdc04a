import Kernel
import Receivables

/// Which members of the body of a new document or customer errors are about.
enum NewMember {
    /// - Returns: nil where it is about none, or not about one alone.
    @Sendable
    static func of(_ error: any DomainError) -> String? {
        switch error {
        case let error as PostingError: error.member
        case CustomerGroupError.unknown: CustomerMembers.group.name
        default: nil
        }
    }
}

extension PostingError {
    /// The member of a new document or customer that it is about, where it is about one alone.
    fileprivate var member: String? {
        switch self {
        case .number, .duplicateNumber: DocumentMembers.number.name
        case .notPositive, .tooLarge: DocumentMembers.amount.name
        case .instalments: DocumentMembers.instalments.name
        case .instalmentNotPositive(let place), .instalmentCurrency(let place):
            "\(DocumentMembers.instalments.name)/\(place)/amount"
        case .lines: DocumentMembers.lines.name
        case .lineCurrency(let place): "\(DocumentMembers.lines.name)/\(place)/amount"
        case .applicationCurrency(let place):
            "\(DocumentMembers.applications.name)/\(place)/amount"
        case .unknownCustomer: DocumentMembers.customer.name
        case .duplicateCustomer: CustomerMembers.code.name
        case .unknownTerms: CustomerMembers.terms.name
        case .rate, .rateOfBase, .noRate: DocumentMembers.rate.name
        case .notAllocatable, .otherCurrency, .moreThanOpen, .inFuture, .unknownDocument,
            .unknownCredit,
            .settlesNothing:
            DocumentMembers.applications.name
        case .notCorrectable, .unknownAllocation, .alreadyReversed, .alreadyVoid: nil
        }
    }
}
