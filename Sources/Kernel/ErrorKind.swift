/// What sort of failure an error is: the only thing that decides an HTTP status or an exit code.
///
/// The set is closed on purpose, so that every place that maps it is checked by the compiler.
package enum ErrorKind: String, Hashable, Sendable, CaseIterable {
    /// The input breaks a rule; sending it again unchanged cannot succeed.
    case invalid
    /// The thing asked for does not exist, or not for this tenant.
    case notFound
    /// The input was fine but the state it was meant for has moved on.
    case conflict
    /// The user is known and may not do this.
    case forbidden
    /// The user is not known.
    case unauthenticated
    /// A service we depend on does not answer; trying again later may succeed.
    case unavailable
    /// The input is larger than the limit for it.
    case tooLarge
    /// The work did not end within its time.
    case timeout
    /// A fault of ours; its details are logged and never shown.
    case internalFailure
}
