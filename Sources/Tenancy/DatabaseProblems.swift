package import Kernel
import PostgresClient

/// What may go wrong with anything that asks the database.
package enum DatabaseProblems {
    /// Of whatever asks it.
    package static let all: [any DomainError] = [
        PostgresError.unavailable(""), PostgresError.connectionLost(""),
        PostgresError.poolExhausted, PostgresError.poolClosed, PostgresError.cancelled,
        PostgresError.timeout(report), PostgresError.invalidData(report),
        PostgresError.invalidText, TenancyError.notMigrated,
    ]

    /// Besides, of what changes something.
    package static let writing: [any DomainError] = [
        PostgresError.commitUnknown(""), PostgresError.lockTimeout(report),
        PostgresError.uniqueViolation(report), PostgresError.foreignKeyViolation(report),
        PostgresError.checkViolation(report), PostgresError.serializationFailure(report),
        PostgresError.deadlock(report), PostgresError.transactionFailed, PostgresError.tooLarge,
    ]

    private static let report = ServerDiagnostic(sqlState: SQLState("00000"), message: "")
}
