/// How a text file writes its characters.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case windows1252
    case latin1
    /// Mostly UTF-8, with some characters in Windows-1252: a file put together from several.
    case mixed

    /// The name for people.
    package var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        case .windows1252: "Windows-1252"
        case .latin1: "Latin-1"
        case .mixed: "UTF-8 mixed with Windows-1252"
        }
    }
}
