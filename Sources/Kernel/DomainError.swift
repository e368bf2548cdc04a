/// An error that knows how to speak to the person who caused it.
///
/// Conforming types are enums. `kind` decides the status, `code` is stable `snake_case` that
/// clients may test for, and `userMessage` is one or more whole sentences without internals.
package protocol DomainError: Error, Sendable, CustomStringConvertible {
    /// What sort of failure this is.
    var kind: ErrorKind { get }
    /// A stable `snake_case` name for programs.
    var code: String { get }
    /// A sentence for people.
    var userMessage: String { get }
}

extension DomainError {
    /// The text for logs: the code and the sentence.
    package var description: String { "\(code): \(userMessage)" }
}
