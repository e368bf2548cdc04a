/// What somebody typed into a search box, as the parts that are looked for.
package struct SearchTerms: Sendable, Equatable {
    /// More than anybody types; what is longer is cut.
    package static let charactersMax = 100
    static let wordsMax = 6

    /// The whole, without spaces around it.
    package let text: String
    /// Its words; a customer must have all of them, in large or small letters.
    package let words: [String]

    package init(_ typed: String) {
        var trimmed = typed[...].drop(while: \.isWhitespace)
        while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
        // PostgreSQL's texts hold no NUL.
        text = String(trimmed.prefix(Self.charactersMax).filter { $0 != "\0" })
        words = text.split(whereSeparator: \.isWhitespace)
            .prefix(Self.wordsMax).map(String.init)
    }

    package var isEmpty: Bool { words.isEmpty }

    /// Patterns for LIKE that find each word anywhere.
    var patterns: [String] { words.map { "%\(Self.escaped($0))%" } }

    /// The ways in which a document's number may be written that begins with the text.
    var numberPrefixes: [String] {
        guard !isEmpty else { return [] }
        return Array(Set([text, text.uppercased(), text.lowercased()])).sorted()
    }

    /// The text where it is a number's digits alone, without leading zeros; nil otherwise.
    ///
    /// People call invoice INV-0004711 just 4711.
    var digits: String? {
        guard !text.isEmpty, text.utf8.count <= 18,
            text.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
        else { return nil }
        let significant = text.drop { $0 == "0" }
        return significant.isEmpty ? nil : String(significant)
    }

    /// Takes the meaning from what means something to LIKE.
    private static func escaped(_ word: String) -> String {
        var result = ""
        for character in word {
            if character == "%" || character == "_" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
