import Glibc
package import Kernel

/// What can be wrong with a file that holds a secret.
package enum SecretFileError: DomainError {
    case unreadable(path: String, code: Int32)
    case damaged(path: String)
    /// Others than its owner may read it.
    case exposed(path: String)
    /// Another process is changing it.
    case busy(path: String)

    package var kind: ErrorKind { .unavailable }

    package var code: String {
        switch self {
        case .unreadable: "secret_file_unreadable"
        case .damaged: "secret_file_damaged"
        case .exposed: "secret_file_exposed"
        case .busy: "secret_file_busy"
        }
    }

    package var userMessage: String {
        switch self {
        case .unreadable(let path, let code):
            "The secret \(path) cannot be read or made: \(String(cString: strerror(code)))."
        case .damaged(let path): "The secret \(path) is damaged."
        case .exposed(let path):
            "Others than its owner may read the secret \(path). If nobody did, run:"
                + " chmod 600 \(path)"
        case .busy(let path):
            "Another process is changing the secret \(path). Wait until it is done."
        }
    }
}
