import Kernel

/// How far an export is.
package enum ExportStatus: Sendable {
    case waiting(ahead: Int)
    case running(String)
    case done(ExportedFile)
    case failed(any Error)

    /// The file that is ready.
    ///
    /// - Throws: `ExportStoreError.notDone`, `.failed`.
    var file: ExportedFile {
        get throws(ExportStoreError) {
            switch self {
            case .done(let file): return file
            case .failed(let error): throw .failed(reason: (error as? any DomainError)?.userMessage)
            case .waiting, .running: throw .notDone
            }
        }
    }
}

/// A file that is ready to be fetched.
package struct ExportedFile: Sendable {
    let path: String
    package let name: String
    let contentType: String
}
