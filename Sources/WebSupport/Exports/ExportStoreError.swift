package import Kernel

/// What can be wrong with an export that was asked for.
package enum ExportStoreError: DomainError, Equatable {
    /// There is none of that name, or it is somebody else's, or its time is over.
    case unknown
    case notDone
    /// It never will be. Nil: no reason that people could do anything about.
    case failed(reason: String?)
    case tooMany
    case noRoom(reason: String)

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .notDone, .failed: .conflict
        case .tooMany: .unavailable
        case .noRoom: .internalFailure
        }
    }

    package var code: String {
        switch self {
        case .unknown: "export_unknown"
        case .notDone: "export_not_done"
        case .failed: "export_failed"
        case .tooMany: "exports_too_many"
        case .noRoom: "export_not_writable"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown:
            "There is no such export of yours: files are kept for an hour. Ask for it again."
        case .notDone: "This export is not done yet."
        case .failed(let reason): "This export could not be made. \(reason ?? "Ask for it again.")"
        case .tooMany: "Too many exports wait already. Try again when some of them are done."
        case .noRoom(let reason): "The folder for exports cannot be used: \(reason)."
        }
    }
}
