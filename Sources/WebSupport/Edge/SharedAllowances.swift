/// Where several servers count requests together. It may be away at any time.
package struct SharedAllowances: Sendable {
    /// What became of a request.
    package struct Outcome: Sendable, Equatable {
        package let isTaken: Bool
        /// What its sender owes afterwards, in microseconds.
        package let debt: Int64

        package init(isTaken: Bool, debt: Int64) {
            self.isTaken = isTaken
            self.debt = debt
        }
    }

    /// Counts a request of a sender that costs so many microseconds of a window of so many; nil
    /// where nobody counts now.
    package let take: @Sendable (_ sender: String, _ cost: Int64, _ window: Int64) async -> Outcome?

    package init(
        take:
            @escaping @Sendable (_ sender: String, _ cost: Int64, _ window: Int64) async ->
            Outcome?
    ) {
        self.take = take
    }
}
