/// How one attempt to send something went.
struct WebhookResult: Sendable {
    static let excerptBytesMax = 500

    let status: Int?
    let milliseconds: Int
    /// A sentence; nil when it was delivered.
    let error: String?
    /// The beginning of the answer.
    let excerpt: String?

    var isDelivered: Bool { error == nil }

    /// What the other side said, as text on a few lines: a log is no place for anything else.
    static func excerpt(_ body: [UInt8]) -> String? {
        let text = String(decoding: body.prefix(excerptBytesMax), as: UTF8.self)
        let plain = String(
            text.unicodeScalars.map { scalar -> Character in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: " "
                default: Character(scalar)
                }
            }
        ).split(separator: " ").joined(separator: " ")
        return plain.isEmpty ? nil : plain
    }
}
