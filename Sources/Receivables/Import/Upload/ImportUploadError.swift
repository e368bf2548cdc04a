package import Kernel

/// Why a file could not be taken.
package enum ImportUploadError: DomainError, Hashable {
    /// There is none that the asker may see.
    case unknown
    case empty
    case tooLarge(bytesMax: Int)
    /// It is being imported, or was.
    case busy
    /// What is to be stopped does not run.
    case notRunning
    case cannotKeep(reason: String)

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .empty: .invalid
        case .tooLarge: .tooLarge
        case .busy, .notRunning: .conflict
        case .cannotKeep: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .unknown: "upload_unknown"
        case .empty: "upload_empty"
        case .tooLarge: "upload_too_large"
        case .busy: "upload_busy"
        case .notRunning: "upload_not_running"
        case .cannotKeep: "upload_not_kept"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown: "There is no such file. It may have been removed after two weeks."
        case .empty: "The file is empty."
        case .tooLarge(let bytesMax):
            "The file is larger than \(bytesMax >> 30) GB. Split it, or import it with the"
                + " command line, which takes any size."
        case .busy: "The file is being imported already."
        case .notRunning: "The file is not being imported, or not by this server."
        case .cannotKeep(let reason): "The file could not be kept: \(reason)."
        }
    }
}
