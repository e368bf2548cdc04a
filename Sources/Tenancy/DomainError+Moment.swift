package import Kernel
import PostgresClient

extension DomainError {
    /// Whether it says nothing about what was asked for: others were at work at the same moment,
    /// and the same, asked again, may be done.
    package var isOfTheMoment: Bool {
        guard let error = self as? PostgresError else { return false }
        return error.isRetryable || error == .transactionFailed
    }
}
