import Kernel

/// The day on which documents are settled.
///
/// What is open of a document is told without a day; figures as of today must say the same once it
/// is settled. A document that counts from a later day is settled on that day.
enum SettlingDay {
    /// - Parameter documents: the days of all documents that it is about.
    /// - Throws: `PostingError.inFuture` for a day after today on which all of them count already.
    static func check(
        _ day: LocalDate, today: LocalDate, of documents: [LocalDate]
    ) throws(PostingError) {
        let last = documents.reduce(today) { max($0, $1) }
        guard day <= last else { throw .inFuture }
    }
}
