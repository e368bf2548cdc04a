/// Text in the head of a message, by RFC 5322 and, for what is not ASCII, RFC 2047.
enum HeaderText {
    /// What a line should have at most, the line break not counted.
    private static let lineLength = 78
    /// What one encoded word has at most, with its marks; 75 are allowed, and the first one shares
    /// its line with the header's name.
    private static let wordLength = 66
    private static let wordStart = "=?UTF-8?B?"
    private static let wordEnd = "?="

    /// - Throws: `MailError.controlCharacter`: nothing that could end a line gets into a head.
    static func check(_ text: String) throws(MailError) {
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isClean else { throw .controlCharacter }
    }

    /// A whole line, folded where it is long: `Subject: …`.
    static func line(_ name: String, _ text: String) -> String {
        fold(name, isPlain(text) ? words(text) : encodedWords(text))
    }

    /// An address with its name: `From: "Ada" <ada@example.com>`.
    static func line(_ name: String, _ address: MailAddress) -> String {
        guard !address.name.isEmpty else { return fold(name, [address.text]) }
        let phrase =
            isPlain(address.name) ? words(quoted(address.name)) : encodedWords(address.name)
        return fold(name, phrase + ["<\(address.text)>"])
    }

    /// Whether it can stand as it is: printable ASCII, which does not look encoded and can be
    /// folded often enough.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= wordLength }
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// Each holds whole characters.
    private static func encodedWords(_ text: String) -> [String] {
        let bytesMax = (wordLength - wordStart.utf8.count - wordEnd.utf8.count) / 4 * 3
        var chunks: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunks[chunks.count - 1].count + bytes.count > bytesMax { chunks.append([]) }
            chunks[chunks.count - 1] += bytes
        }
        return chunks.map { wordStart + Base64.text($0) + wordEnd }
    }

    private static func fold(_ name: String, _ words: [String]) -> String {
        var text = "\(name):"
        var length = text.utf8.count
        for (index, word) in words.enumerated() {
            // The first word stays beside the name, which alone would be an empty line to some.
            if index > 0, length + 1 + word.utf8.count > lineLength {
                text += "\r\n"
                length = 0
            }
            text += " \(word)"
            length += 1 + word.utf8.count
        }
        return text
    }
}
