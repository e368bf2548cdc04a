/// The text of a note, as it is stored: without spaces around it, of a bounded length.
package struct NoteText: Sendable, Equatable {
    package static let charactersMax = 4_000

    package let text: String

    /// - Throws: `AccountError.noteEmpty`, `.noteTooLong`.
    package init(_ written: String) throws(AccountError) {
        // Forms send the ends of lines as two characters; PostgreSQL's texts hold no NUL.
        let plain = written.replacing("\r\n", with: "\n").filter { $0 != "\0" }
        var trimmed = plain[...].drop(while: \.isWhitespace)
        while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
        guard !trimmed.isEmpty else { throw .noteEmpty }
        // A character may be any number of code points long: that is what is stored and bounded.
        guard trimmed.unicodeScalars.count <= Self.charactersMax else { throw .noteTooLong }
        text = String(trimmed)
    }
}
