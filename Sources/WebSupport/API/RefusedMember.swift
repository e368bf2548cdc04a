package import Kernel

/// What a rule says against a member of a request's body.
package struct RefusedMember: PointedError {
    let reason: any DomainError
    let member: String

    /// What a body names and is not there is no address that was asked for.
    package var kind: ErrorKind { reason.kind.ofBody }
    package var code: String { reason.code }
    package var userMessage: String { reason.userMessage }
    package var pointer: String? { "/\(member)" }

    /// The same with the member that it is about, where it is about one alone.
    static func naming(
        _ error: any DomainError, by member: APIOperation.Member?
    ) -> any DomainError {
        member?(error).map { RefusedMember(reason: error, member: $0) } ?? error
    }
}

extension ErrorKind {
    /// The same of what a body says.
    package var ofBody: ErrorKind { self == .notFound ? .invalid : self }
}
