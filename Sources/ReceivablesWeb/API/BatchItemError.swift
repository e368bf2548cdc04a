import Kernel
import Receivables
import WebSupport

/// Why one of the things of a batch cannot be made, and which it is.
struct BatchItemError: PointedError {
    /// From 0.
    let index: Int
    let reason: any DomainError

    var kind: ErrorKind { reason.kind }
    var code: String { reason.code }
    var userMessage: String { reason.userMessage }

    var pointer: String? {
        let place = "/items/\(index)"
        return member.map { "\(place)/\($0)" } ?? place
    }

    /// The member that it is about, where it is about one alone.
    private var member: String? {
        switch reason {
        case let error as PostingError: error.member
        case CustomerGroupError.unknown: CustomerMembers.group.name
        default: nil
        }
    }
}

extension PostingError {
    /// The member of a request that it is about, where it is about one alone.
    fileprivate var member: String? {
        switch self {
        case .number, .duplicateNumber: DocumentMembers.number.name
        case .notPositive, .tooLarge: DocumentMembers.amount.name
        case .instalments: DocumentMembers.instalments.name
        case .lines: DocumentMembers.lines.name
        case .unknownCustomer: DocumentMembers.customer.name
        case .duplicateCustomer: CustomerMembers.code.name
        case .unknownTerms: CustomerMembers.terms.name
        case .rate, .rateOfBase: DocumentMembers.rate.name
        case .notAllocatable, .moreThanOpen, .inFuture, .unknownDocument, .settlesNothing:
            DocumentMembers.applications.name
        case .noRate, .notCorrectable, .unknownAllocation, .alreadyVoid: nil
        }
    }
}
