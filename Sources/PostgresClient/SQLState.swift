/// A five-character SQLSTATE code.
package struct SQLState: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    package init(_ code: String) {
        self.code = code
    }

    package var description: String { code }

    /// The first two characters, which name the class of the condition.
    package var conditionClass: Substring { code.prefix(2) }

    package static let cachedPlanChanged = SQLState("0A000")
    package static let notNullViolation = SQLState("23502")
    package static let foreignKeyViolation = SQLState("23503")
    package static let uniqueViolation = SQLState("23505")
    package static let checkViolation = SQLState("23514")
    package static let exclusionViolation = SQLState("23P01")
    package static let failedTransaction = SQLState("25P02")
    package static let idleInTransactionTimeout = SQLState("25P03")
    package static let unknownStatement = SQLState("26000")
    package static let serializationFailure = SQLState("40001")
    package static let deadlock = SQLState("40P01")
    package static let insufficientPrivilege = SQLState("42501")
    package static let tooManyConnections = SQLState("53300")
    package static let lockTimeout = SQLState("55P03")
    package static let queryCanceled = SQLState("57014")
}
