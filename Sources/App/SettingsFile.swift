import Glibc

/// A `.env` file: `NAME=value` lines, `#` comments, values bare or in quotes.
package enum SettingsFile {
    package static let bytesMax = 1 << 20

    /// Reads a file; empty when there is none.
    ///
    /// - Throws: `ConfigurationError.unreadable`, `.badLine`.
    package static func read(path: String) throws(ConfigurationError) -> [String: String] {
        guard let file = fopen(path, "re") else {
            if errno == ENOENT { return [:] }
            throw .unreadable(path: path)
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = fread(&bytes, 1, bytesMax, file)
        guard ferror(file) == 0, count < bytesMax,
            let text = String(validating: bytes[..<count], as: UTF8.self)
        else { throw .unreadable(path: path) }
        return try parse(text, path: path)
    }

    static func parse(_ text: String, path: String) throws(ConfigurationError) -> [String: String] {
        var values: [String: String] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, raw) in lines.enumerated() {
            var line = trim(raw)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("export ") { line = trim(line.dropFirst(7)) }
            guard let equals = line.firstIndex(of: "="), equals > line.startIndex else {
                throw .badLine(path: path, line: index + 1)
            }
            let name = trim(line[..<equals])
            guard name.utf8.allSatisfy(isNameByte) else {
                throw .badLine(path: path, line: index + 1)
            }
            values[String(name)] = value(trim(line[line.index(after: equals)...]))
        }
        return values
    }

    private static func value(_ text: Substring) -> String {
        if let quote = text.first, quote == "\"" || quote == "'", text.count >= 2,
            text.last == quote
        {
            return String(text.dropFirst().dropLast())
        }
        // A comment after a bare value needs a space before it: passwords may hold a '#'.
        guard
            let comment = text.indices.first(where: {
                text[$0] == "#" && $0 > text.startIndex && text[text.index(before: $0)].isWhitespace
            })
        else { return String(text) }
        return String(trim(text[..<comment]))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || (0x30...0x39).contains(byte) || byte == 0x5F
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
