package import Kernel

/// Something that is done in the background, as the pages of administration show it.
package struct AdministrationJob: Sendable {
    package let title: String
    package let endedAt: Instant?
    /// Whether it failed when it was done last.
    package let isFailing: Bool

    package init(title: String, endedAt: Instant?, isFailing: Bool) {
        self.title = title
        self.endedAt = endedAt
        self.isFailing = isFailing
    }
}
