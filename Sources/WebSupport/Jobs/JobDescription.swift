/// Something that a server does beside answering.
package struct JobDescription: Hashable, Sendable {
    package let title: String
    /// For people: what it is good for.
    package let purpose: String

    package init(title: String, purpose: String) {
        self.title = title
        self.purpose = purpose
    }
}
