import PostgresClient

@testable import Receivables

/// The two books differ.
struct HistoryFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// A refusal of the database in the words of the posting service.
    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? PostgresError else { return error }
        return PostingError(error) ?? error
    }
}
