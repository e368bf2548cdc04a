import Kernel
import Receivables
import WebSupport

/// What a rule says against a member of a request's body.
struct RefusedMember: PointedError {
    let reason: any DomainError
    let member: String

    /// What a body names and is not there is no address that was asked for.
    var kind: ErrorKind { reason.kind.ofBody }
    var code: String { reason.code }
    var userMessage: String { reason.userMessage }
    var pointer: String? { "/\(member)" }

    /// The same with the member that it is about, where it is about one alone.
    static func naming(
        _ error: any DomainError, _ member: (any DomainError) -> String?
    ) -> any DomainError {
        member(error).map { RefusedMember(reason: error, member: $0) } ?? error
    }

    /// Does what may be refused for what a body says.
    ///
    /// - Parameter member: the one that an error is about; nil where it is not about one alone.
    static func naming<R: Sendable>(
        _ member: (any DomainError) -> String?, _ work: () async throws -> R
    ) async throws -> R {
        do { return try await work() } catch let error as any DomainError {
            throw naming(error, member)
        }
    }

    /// The member of a new document or customer.
    static func ofNew(_ error: any DomainError) -> String? {
        switch error {
        case let error as PostingError: error.member
        case CustomerGroupError.unknown: CustomerMembers.group.name
        default: nil
        }
    }
}

extension ErrorKind {
    /// The same of what a body says.
    var ofBody: ErrorKind { self == .notFound ? .invalid : self }
}

extension PostingError {
    /// The member of a new document or customer that it is about, where it is about one alone.
    fileprivate var member: String? {
        switch self {
        case .number, .duplicateNumber: DocumentMembers.number.name
        case .notPositive, .tooLarge: DocumentMembers.amount.name
        case .instalments: DocumentMembers.instalments.name
        case .lines: DocumentMembers.lines.name
        case .unknownCustomer: DocumentMembers.customer.name
        case .duplicateCustomer: CustomerMembers.code.name
        case .unknownTerms: CustomerMembers.terms.name
        case .rate, .rateOfBase, .noRate: DocumentMembers.rate.name
        case .notAllocatable, .moreThanOpen, .inFuture, .unknownDocument, .unknownCredit,
            .settlesNothing:
            DocumentMembers.applications.name
        case .notCorrectable, .unknownAllocation, .alreadyVoid: nil
        }
    }
}
