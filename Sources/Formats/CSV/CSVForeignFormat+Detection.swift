extension CSVForeignFormat {
    /// What the first block of a file says it is; nil when it may be text in UTF-8.
    static func detect(_ block: Span<UInt8>) -> CSVForeignFormat? {
        if let format = byMagicNumber(block) { return format }
        if isWebPage(block) { return .webPage }
        return byZeroBytes(block)
    }

    private static func byMagicNumber(_ block: Span<UInt8>) -> CSVForeignFormat? {
        if starts(block, with: [0x50, 0x4B, 0x03, 0x04]) {
            return contains(block, "xl/") || contains(block, "[Content_Types].xml") ? .xlsx : .zip
        }
        let formats: [([UInt8], CSVForeignFormat)] = [
            ([0x50, 0x4B, 0x05, 0x06], .zip),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .xls),
            ([0x25, 0x50, 0x44, 0x46, 0x2D], .pdf),
            ([0x89, 0x50, 0x4E, 0x47], .image),
            ([0xFF, 0xD8, 0xFF], .image),
            ([0x47, 0x49, 0x46, 0x38], .image),
            ([0x1F, 0x8B], .gzip),
            ([0xFF, 0xFE], .utf16),
            ([0xFE, 0xFF], .utf16),
        ]
        return formats.first { starts(block, with: $0.0) }?.1
    }

    /// Some programs write a table in HTML and call the file .csv or .xls.
    private static func isWebPage(_ block: Span<UInt8>) -> Bool {
        var index = block.startsWithByteOrderMark ? 3 : 0
        while index < block.count, block[index] <= 0x20 { index += 1 }
        return ["<!doctype html", "<html", "<table"].contains { tag in
            let bytes = Array(tag.utf8)
            return index + bytes.count <= block.count
                && bytes.indices.allSatisfy { block[index + $0] | 0x20 == bytes[$0] | 0x20 }
        }
    }

    /// A zero byte here and there is reported with its line when the reader gets there; many of
    /// them mean that this is no text at all, or text in two bytes a character.
    private static func byZeroBytes(_ block: Span<UInt8>) -> CSVForeignFormat? {
        var zeros = [0, 0]
        for index in block.indices where block[index] == 0 { zeros[index & 1] += 1 }
        let total = zeros[0] + zeros[1]
        guard total >= 2, total * 100 >= block.count else { return nil }
        let most = max(zeros[0], zeros[1])
        let isAlternating = most * 5 >= block.count * 2 && (total - most) * 10 <= most
        return isAlternating ? .utf16 : .binary
    }

    private static func starts(_ block: Span<UInt8>, with magic: [UInt8]) -> Bool {
        block.count >= magic.count && magic.indices.allSatisfy { block[$0] == magic[$0] }
    }

    private static func contains(_ block: Span<UInt8>, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            guard block.count >= wanted.count else { return false }
            return (0...(block.count - wanted.count)).contains { start in
                wanted.indices.allSatisfy { block[start + $0] == wanted[$0] }
            }
        }
    }
}

extension Span<UInt8> {
    /// Whether U+FEFF in UTF-8 stands first.
    var startsWithByteOrderMark: Bool {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    }
}
