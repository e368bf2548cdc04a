import Kernel

/// How far an export is.
package enum ExportStatus: Sendable {
    case waiting(ahead: Int)
    case running(String)
    case done(ExportedFile)
    case failed(any Error)
}

/// A file that is ready to be fetched.
package struct ExportedFile: Sendable {
    let path: String
    package let name: String
    let contentType: String
}
