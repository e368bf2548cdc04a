package import Kernel

/// Why the embedded database could not be started, reached or stopped.
package enum EmbeddedError: DomainError, Equatable {
    /// No usable PostgreSQL programs, of the given major version where a cluster asks for one.
    case postgresMissing(version: Int?)
    /// The programs at the given place are of a version this software does not run on.
    case versionUnsupported(version: String)
    /// A program of the operating system is missing, and the Debian package that has it.
    case programMissing(name: String, package: String)
    /// Root must not run PostgreSQL, and the account that should does not exist.
    case serviceAccountMissing(name: String)
    /// A file or directory cannot be used; `reason` is the system's text.
    case fileUnusable(path: String, operation: String, reason: String)
    /// The directory for the socket belongs to somebody else or is open to others.
    case socketDirectoryForeign(path: String)
    /// The socket's path is longer than the 107 bytes the system allows.
    case socketPathTooLong(path: String)
    /// A setting's name or value that cannot be written to the configuration.
    case settingInvalid(name: String)
    /// A name that cannot be an operating-system user, role or path here.
    case nameInvalid(name: String)
    /// Creating the cluster failed; the program's last lines are for the log.
    case initializationFailed(details: String)
    /// PostgreSQL ended while starting; the last lines of its log are for ours.
    case startFailed(details: String)
    /// PostgreSQL did not answer in time and may still be recovering.
    case startTimedOut(seconds: Int, details: String)
    /// PostgreSQL did not end in time.
    case stopTimedOut(seconds: Int)
    /// Another process kept starting or stopping the database for too long.
    case busy(seconds: Int)
    /// Processes that cannot be seen from here (another container) use the directory.
    case heldElsewhere(path: String)
    /// The cluster was detached already.
    case detached

    package var kind: ErrorKind {
        switch self {
        case .settingInvalid, .nameInvalid, .socketPathTooLong: .invalid
        case .startTimedOut, .stopTimedOut, .busy: .timeout
        case .detached: .internalFailure
        default: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .postgresMissing: "postgres_missing"
        case .versionUnsupported: "postgres_version_unsupported"
        case .programMissing: "program_missing"
        case .serviceAccountMissing: "postgres_account_missing"
        case .fileUnusable: "data_directory_unusable"
        case .socketDirectoryForeign: "socket_directory_foreign"
        case .socketPathTooLong: "socket_path_too_long"
        case .settingInvalid: "postgres_setting_invalid"
        case .nameInvalid: "name_invalid"
        case .initializationFailed: "postgres_initialization_failed"
        case .startFailed: "postgres_start_failed"
        case .startTimedOut: "postgres_start_timed_out"
        case .stopTimedOut: "postgres_stop_timed_out"
        case .busy: "postgres_busy"
        case .heldElsewhere: "data_directory_held_elsewhere"
        case .detached: "postgres_detached"
        }
    }

    /// The text for logs, with the last lines that PostgreSQL wrote where there are any.
    package var diagnostic: String {
        switch self {
        case .initializationFailed(let details), .startFailed(let details),
            .startTimedOut(_, let details):
            "\(code): \(details)"
        default: description
        }
    }
}
