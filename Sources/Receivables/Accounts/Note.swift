package import Kernel

/// What somebody wrote about a customer; never changed.
package struct Note: Sendable, Equatable {
    package let author: String
    package let recordedAt: Instant
    package let text: String

    package init(author: String, recordedAt: Instant, text: String) {
        self.author = author
        self.recordedAt = recordedAt
        self.text = text
    }
}
