/// A message about what was just done, as the frame of a page shows it.
struct FlashNotice: Sendable {
    let text: String
    let style: String
    /// What a screen reader takes it for.
    let role: String

    init(_ flash: Flash) {
        text = flash.text
        style = flash.kind.rawValue
        role = flash.kind == .success ? "status" : "alert"
    }
}
