/// A note that could not be stored: what was written, and why not.
struct NoteDraft: Sendable {
    let text: String
    let error: String
}
