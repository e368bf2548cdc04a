extension EmbeddedError {
    package var userMessage: String {
        switch self {
        case .postgresMissing, .versionUnsupported, .programMissing, .serviceAccountMissing:
            installationMessage
        case .fileUnusable, .socketDirectoryForeign, .socketPathTooLong,
            .heldElsewhere:
            placeMessage
        case .settingInvalid(let name):
            "The database setting “\(name)” is not valid."
        case .nameInvalid(let name):
            "The name “\(name)” cannot be used here."
        case .initializationFailed:
            "The database could not be created; the log says why."
        case .startFailed:
            "The database could not be started; the log says why."
        case .startTimedOut(let seconds, _):
            "The database did not answer within \(seconds) seconds. It may still be recovering; "
                + "try again in a moment."
        case .stopTimedOut(let seconds):
            "The database did not stop within \(seconds) seconds."
        case .busy(let seconds):
            "Another process has been starting or stopping the database for more than "
                + "\(seconds) seconds. Try again in a moment."
        case .detached:
            "The database was closed already."
        }
    }

    private var installationMessage: String {
        switch self {
        case .postgresMissing(let version?):
            "The data was created by PostgreSQL \(version), whose programs are not installed: "
                + "run “apt install postgresql-\(version)”, or name their directory in "
                + "COUNTINGHOUSE_POSTGRES_BIN."
        case .versionUnsupported(let version):
            "PostgreSQL \(version) is not supported; install version 15 or later."
        case .programMissing(let name, let package):
            "The program “\(name)” is missing: run “apt install \(package)”."
        case .serviceAccountMissing(let name):
            "PostgreSQL does not run as root, and there is no user “\(name)” to run it: "
                + "run “apt install postgresql”, or start as another user."
        default:
            "PostgreSQL is not installed: run “apt install postgresql”, or name the directory of "
                + "its programs in COUNTINGHOUSE_POSTGRES_BIN, or a server in DATABASE_URL."
        }
    }

    private var placeMessage: String {
        switch self {
        case .fileUnusable(let path, let operation, let reason):
            "Could not \(operation) \(path): \(reason). Check COUNTINGHOUSE_DATA_DIR."
        case .socketDirectoryForeign(let path):
            "The directory \(path) belongs to somebody else or is open to others, so the database "
                + "does not put its socket there. Remove it and start again."
        case .socketPathTooLong(let path):
            "The path \(path) is too long for a socket; set a shorter XDG_RUNTIME_DIR."
        case .heldElsewhere(let path):
            "The database in \(path) is in use by processes that cannot be seen from here, such as "
                + "another container. Stop them first."
        default: code
        }
    }

    /// A system call's failure in words.
    init(_ failure: SystemFailure) {
        self = .fileUnusable(
            path: failure.subject, operation: failure.operation, reason: failure.reason)
    }
}
