internal import Glibc

/// A system call that failed: what was tried, on what, and the system's number for why.
struct SystemFailure: Error, CustomStringConvertible {
    let operation: String
    let subject: String
    let code: Int32

    /// Captures `errno`; call it directly after the failing call.
    init(_ operation: String, _ subject: String, code: Int32 = errno) {
        self.operation = operation
        self.subject = subject
        self.code = code
    }

    /// The system's words, such as "Permission denied".
    var reason: String { String(cString: strerror(code)) }

    var description: String { "\(operation) \(subject): \(reason)" }
}
