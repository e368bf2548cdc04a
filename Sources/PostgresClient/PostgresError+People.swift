package import Kernel

extension PostgresError {
    package var kind: ErrorKind {
        switch self {
        case .unavailable, .connectionLost, .commitUnknown, .poolExhausted, .poolClosed:
            .unavailable
        case .timeout, .cancelled, .lockTimeout: .timeout
        case .uniqueViolation, .foreignKeyViolation, .exclusionViolation, .serializationFailure,
            .deadlock, .transactionFailed:
            .conflict
        case .checkViolation, .notNullViolation, .invalidData, .invalidText, .invalidIdentifier:
            .invalid
        case .insufficientPrivilege: .forbidden
        case .tooLarge: .tooLarge
        case .server, .decoding, .invalidConfiguration, .unreadableFile, .protocolViolation:
            .internalFailure
        }
    }

    package var code: String {
        switch self {
        case .unavailable: "database_unavailable"
        case .connectionLost: "database_connection_lost"
        case .commitUnknown: "database_commit_unknown"
        case .poolExhausted: "database_busy"
        case .poolClosed: "database_closed"
        case .timeout: "database_timeout"
        case .cancelled: "database_cancelled"
        case .uniqueViolation: "already_exists"
        case .foreignKeyViolation: "reference_violation"
        case .checkViolation: "check_violation"
        case .notNullViolation: "value_missing"
        case .exclusionViolation: "overlap"
        case .serializationFailure: "serialization_failure"
        case .deadlock: "deadlock"
        case .lockTimeout: "lock_timeout"
        case .insufficientPrivilege: "insufficient_privilege"
        case .invalidData: "invalid_data"
        case .transactionFailed: "transaction_failed"
        case .server: "database_error"
        case .decoding: "database_decoding"
        case .invalidText: "invalid_text"
        case .tooLarge: "value_too_large"
        case .invalidIdentifier: "invalid_identifier"
        case .invalidConfiguration: "database_configuration"
        case .unreadableFile: "database_file"
        case .protocolViolation: "database_protocol"
        }
    }

    package var userMessage: String {
        switch self {
        case .unavailable, .connectionLost, .poolClosed:
            "The database does not answer at the moment. Please try again shortly."
        case .commitUnknown:
            "The connection broke while the change was being saved. Please check whether it is there."
        case .poolExhausted: "The system is very busy. Please try again shortly."
        case .timeout, .lockTimeout: "This took too long and was stopped. Please try again."
        case .cancelled: "The request was cancelled."
        case .uniqueViolation: "Something with the same key exists already."
        case .foreignKeyViolation: "Something this depends on is missing, or is still in use."
        case .exclusionViolation: "This overlaps with something that exists already."
        case .serializationFailure, .deadlock, .transactionFailed:
            "Somebody else changed the same data at the same moment. Please try again."
        case .checkViolation, .invalidData: "A value is outside what is allowed."
        case .notNullViolation: "A required value is missing."
        case .insufficientPrivilege: "You may not do this."
        case .invalidText: "A text holds a character that cannot be stored."
        case .tooLarge: "The data is too large to be stored at once."
        case .invalidIdentifier: "A name holds characters that are not allowed."
        case .server, .decoding, .invalidConfiguration, .unreadableFile, .protocolViolation:
            "Something went wrong on our side."
        }
    }

    /// The text for logs.
    package var description: String { "\(code): \(diagnostic)" }
}
