/// A file with a table in it: finds out of what kind it is and reads it, once or again.
///
/// What the file is called says nothing: many an `.xls` is a web page, and some `.csv` are
/// workbooks. Text and pages may be packed with gzip and written in UTF-8, UTF-16, Windows-1252
/// or Latin-1.
package struct TableFile: Sendable {
    package let kind: TableKind
    private let bytes: TableBytes
    private let isPacked: Bool
    private let encoding: TextEncoding
    /// Whether an older workbook is one in XML.
    private let isXML: Bool

    /// - Parameter descriptor: of a file that can be read at any place. It stays the caller's,
    ///   who closes it after the last reader's use, and keeps its position.
    /// - Throws: `cannotOpen`, `readFailed`, `empty`, `notATable`, `bomb`, `truncated`, `damaged`.
    package init(descriptor: Int32) throws(TableError) {
        let file = try TableBytes(descriptor: descriptor, isOwned: false)
        var head = try TableByteSource(file).bytes(upTo: DelimitedTable.headBytes)
        if head.isEmpty { throw .empty }
        let isPacked = TableSignature.detect(head.span) == .gzip
        if isPacked {
            head = try GunzipSource(TableByteSource(file)).bytes(upTo: DelimitedTable.headBytes)
            if head.isEmpty { throw .empty }
        }
        switch TableSignature.detect(head.span) {
        case .zip: (kind, encoding, isXML) = (.spreadsheet, .utf8, false)
        case .compound: (kind, encoding, isXML) = (.legacySpreadsheet, .utf8, false)
        case .gzip: throw .notATable("an archive inside another")
        case .foreign(let name): throw .notATable(name)
        case .text:
            encoding = try Self.encoding(file, isPacked: isPacked, head: head)
            (kind, isXML) = Self.kind(ofText: head, encoding)
        }
        let isWorkbook = kind == .spreadsheet || kind == .legacySpreadsheet && !isXML
        self.isPacked = isPacked && !isWorkbook
        // Workbooks are read from many places, which packed bytes do not allow.
        bytes =
            isPacked && isWorkbook
            ? try TableBytes.unpacked(GunzipSource(TableByteSource(file))) : file
    }

    /// Reads from the first row. Every call gives a reader of its own.
    ///
    /// - Throws: any `TableError`.
    package func reader() throws(TableError) -> any TableReader {
        switch kind {
        case .delimited:
            let head = try text().bytes(upTo: DelimitedTable.headBytes)
            return try DelimitedTable(text(), head: head, sizeBytes: bytes.sizeBytes)
        case .spreadsheet: return try XLSXFile.open(descriptor: bytes.descriptor)
        case .legacySpreadsheet where isXML:
            return try SpreadsheetXMLTable(
                Self.plain(bytes, isPacked: isPacked), sizeBytes: bytes.sizeBytes)
        case .legacySpreadsheet: return try XLSFile.open(descriptor: bytes.descriptor)
        case .html: return try page()
        case .json: return try JSONTable.open(text(), sizeBytes: bytes.sizeBytes)
        }
    }

    /// Bytes that are not UTF-8 are what the page says about itself, or Windows-1252.
    private func page() throws(TableError) -> any TableReader {
        if encoding == .windows1252 || encoding == .latin1 {
            let plain = Self.plain(bytes, isPacked: isPacked)
            let head = try plain.bytes(upTo: DelimitedTable.headBytes)
            if let charset = HTMLCharset.stated(in: head.span) {
                return try HTMLTable(
                    Self.plain(bytes, isPacked: isPacked), charset: charset,
                    sizeBytes: bytes.sizeBytes)
            }
        }
        return try HTMLTable(text(), charset: .utf8, sizeBytes: bytes.sizeBytes)
    }

    /// The file's text in UTF-8, from its beginning.
    private func text() -> any TableSource {
        let plain = Self.plain(bytes, isPacked: isPacked)
        return encoding == .utf8 ? plain : TranscodingSource(plain, from: encoding)
    }

    private static func plain(_ bytes: TableBytes, isPacked: Bool) -> any TableSource {
        let source = TableByteSource(bytes)
        return isPacked ? GunzipSource(source) : source
    }

    /// Looks at the whole file when its beginning leaves it open: the first umlaut may stand on
    /// the last line.
    private static func encoding(
        _ bytes: TableBytes, isPacked: Bool, head: [UInt8]
    ) throws(TableError) -> TextEncoding {
        if let wide = TextEncoding.wide(head.span) { return wide }
        var census = TextCensus()
        try plain(bytes, isPacked: isPacked).forEachBlock { block in
            census.add(block)
            return true
        }
        return census.encoding
    }

    private static func kind(
        ofText head: [UInt8], _ encoding: TextEncoding
    ) -> (kind: TableKind, isXML: Bool) {
        var text: [UInt8] = []
        var decoder = TextDecoder(encoding)
        head.withUnsafeBytes { decoder.append($0, to: &text) }
        switch TableMarkup.detect(text.span) {
        case .html: return (.html, false)
        case .json: return (.json, false)
        case .spreadsheetXML: return (.legacySpreadsheet, true)
        case .none: return (.delimited(encoding), false)
        }
    }
}
