/// What a file is, by its first bytes.
enum TableSignature: Equatable {
    case gzip
    case zip
    /// The container of older office documents.
    case compound
    /// Something without tables: a noun with its article.
    case foreign(String)
    case text

    /// Files are told apart by how they begin, never by their names.
    static func detect(_ head: Span<UInt8>) -> TableSignature {
        for (magic, found) in magics where starts(head, with: magic) { return found }
        if isBitmap(head) { return .foreign("a picture") }
        if head.count >= 12, starts(head.extracting(droppingFirst: 4), with: Array("ftyp".utf8)) {
            return .foreign("a video or sound file")
        }
        if TextEncoding.wide(head) == nil, isBinary(head) { return .foreign("a binary file") }
        return .text
    }

    private static let magics: [([UInt8], TableSignature)] =
        [
            ([0x1F, 0x8B], .gzip),
            ([0x50, 0x4B, 0x03, 0x04], .zip),
            ([0x50, 0x4B, 0x05, 0x06], .zip),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compound),
            ([0x89, 0x50, 0x4E, 0x47], .foreign("a picture")),
            ([0xFF, 0xD8, 0xFF], .foreign("a picture")),
            ([0x49, 0x49, 0x2A, 0x00], .foreign("a picture")),
            ([0x4D, 0x4D, 0x00, 0x2A], .foreign("a picture")),
            ([0xFF, 0xFE, 0x00, 0x00], .foreign("text in UTF-32")),
            ([0x00, 0x00, 0xFE, 0xFF], .foreign("text in UTF-32")),
            ([0x7F, 0x45, 0x4C, 0x46], .foreign("a program")),
            ([0x4D, 0x5A, 0x90, 0x00], .foreign("a program")),
            ([0xCF, 0xFA, 0xED, 0xFE], .foreign("a program")),
            ([0xCA, 0xFE, 0xBA, 0xBE], .foreign("a program")),
            ([0x00, 0x61, 0x73, 0x6D], .foreign("a program")),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .foreign("a 7z archive")),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .foreign("an XZ archive")),
            ([0x28, 0xB5, 0x2F, 0xFD], .foreign("a Zstandard archive")),
        ] + words.map { (Array($0.utf8), .foreign($1)) }

    private static let words: [(String, String)] = [
        ("%PDF-", "a PDF document"), ("%!PS", "a PostScript document"),
        ("{\\rtf", "a Rich Text document"), ("GIF8", "a picture"), ("RIFF", "a media file"),
        ("Rar!", "a RAR archive"), ("BZh", "a bzip2 archive"),
        ("SQLite format 3\u{0}", "a database"), ("#!/", "a program"),
    ]

    private static func starts(_ head: Span<UInt8>, with magic: [UInt8]) -> Bool {
        head.count >= magic.count && magic.indices.allSatisfy { head[$0] == magic[$0] }
    }

    /// "BM" alone begins many a word; a bitmap goes on with its size and four zeros.
    private static func isBitmap(_ head: Span<UInt8>) -> Bool {
        starts(head, with: [0x42, 0x4D]) && head.count >= 14
            && (6..<10).allSatisfy { head[$0] == 0 }
    }

    /// Zero bytes or other control characters beyond what a damaged text may have.
    private static func isBinary(_ head: Span<UInt8>) -> Bool {
        var strange = 0
        for index in head.indices {
            let byte = head[index]
            let isControl = byte < 0x20 && !(9...13).contains(byte) && byte != 0x1A
            if isControl || byte == 0x7F { strange += 1 }
        }
        return strange >= 2 && strange * 100 >= head.count
    }
}
