extension CSVReader {
    /// The number of fields in the record; a blank line has one empty field.
    package var count: Int { scanner.count }

    /// The line on which the record begins, counted from 1.
    package var line: Int { scanner.recordLine }

    /// Whether no field holds anything but spaces and tabs.
    package var isBlank: Bool {
        let bytes = window.storage.span.extracting(window.range)
        for index in 0..<scanner.count {
            let field = scanner.fields[index]
            for place in Int(field.start)..<Int(field.end)
            where bytes[place] != 0x20 && bytes[place] != 0x09 {
                return false
            }
        }
        return true
    }

    /// Whether text follows a closing quote, as in `"5" pipe",1`. The text is kept, without the
    /// quotes around the first part, but the writer of the file may have meant something else.
    package var hasTextAfterQuote: Bool { scanner.hasTextAfterQuote }

    /// The number of bytes in a field; 0 when the record has no such field.
    package func byteCount(_ index: Int) -> Int {
        index >= 0 && index < scanner.count ? scanner.fields[index].count : 0
    }

    /// Runs `body` on a field's bytes, which are UTF-8; on none when the record has no such
    /// field.
    package func withField<R, E: Error>(
        _ index: Int, _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        guard index >= 0, index < scanner.count else { return try body(Span()) }
        let field = scanner.fields[index]
        let start = window.start + Int(field.start)
        return try body(window.storage.span.extracting(start..<(start + field.count)))
    }

    /// A field's text; empty when the record has no such field.
    package func string(_ index: Int) -> String {
        withField(index) { bytes in
            bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }
}
