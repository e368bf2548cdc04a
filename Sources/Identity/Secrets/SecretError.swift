package import Kernel

/// Why an encrypted value cannot be read.
package enum SecretError: DomainError {
    /// It was altered, moved to another row, or never was a ciphertext.
    case damaged(SecretColumn)
    case unknownKey(SecretKeyID, SecretColumn)
    /// Some values could not be encrypted anew.
    case notRotated(count: Int, column: SecretColumn, row: Int64)

    package var kind: ErrorKind {
        switch self {
        case .damaged, .notRotated: .internalFailure
        case .unknownKey: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .damaged: "secret_damaged"
        case .unknownKey: "secret_key_unknown"
        case .notRotated: "secrets_not_rotated"
        }
    }

    package var userMessage: String {
        switch self {
        case .damaged(let column):
            "A value of \(column) was altered, or moved to another row."
        case .unknownKey(let id, let column):
            "A value of \(column) is encrypted with the key \(id), which this installation does"
                + " not have. Bring secrets.key or COUNTINGHOUSE_SECRETS_KEYS back from where"
                + " they are kept."
        case .notRotated(let count, let column, let row):
            "\(count) \(count == 1 ? "value" : "values") could not be decrypted, among them that"
                + " of \(column) in row \(row). They stay as they are, and so do their keys."
        }
    }
}
