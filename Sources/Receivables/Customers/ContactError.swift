package import Kernel

/// What can be wrong with a request about a contact.
package enum ContactError: DomainError {
    case unknown

    package var kind: ErrorKind { .notFound }
    package var code: String { "contact_unknown" }
    package var userMessage: String { "There is no such contact." }
}
