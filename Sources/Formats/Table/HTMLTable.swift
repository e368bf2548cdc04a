import CLibXML2

/// Reads the rows of all tables of a web page while it is parsed. Programs that "export to
/// Excel" often write one; titles above a table are rows of one cell.
///
/// Every table is a sheet; a row's line is its number on the whole page.
final class HTMLTable: TableReader {
    private static let blockBytes = 16 << 10
    /// A tag, comment or text longer than this would be gathered in memory.
    private static let silentBytesMax = 16 << 20

    private let source: any TableSource
    private let charset: HTMLCharset
    private let page = HTMLPage()
    private let parser: htmlParserCtxtPtr
    private let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: HTMLTable.blockBytes, alignment: 16)
    private var silentBytes = 0
    private var isAtBeginning = true
    private var isAtEnd = false

    let sheetNames: [String] = []
    let sizeBytes: Int64?

    /// - Parameters:
    ///   - source: the page's text.
    ///   - charset: how it is written, whatever the page itself says.
    ///   - sizeBytes: the file's size.
    init(
        _ source: any TableSource, charset: HTMLCharset, sizeBytes: Int64
    ) throws(TableError) {
        guard let parser = HTMLCallbacks.parser(for: page) else {
            block.deallocate()
            throw .readFailed(reason: "there is not enough memory to parse it")
        }
        self.parser = parser
        self.source = source
        self.charset = charset
        self.sizeBytes = sizeBytes
        if case .named(let name) = charset {
            xmlSwitchToEncoding(parser, xmlFindCharEncodingHandler(name))
        }
    }

    deinit {
        htmlFreeParserCtxt(parser)
        block.deallocate()
    }

    var bytesConsumed: Int64 { source.bytesConsumed }

    func next() throws(TableError) -> TableRow? {
        while true {
            if let row = page.takeRow() { return row }
            if let failure = page.failure { throw failure }
            if isAtEnd { return nil }
            try parseBlock()
        }
    }

    private func parseBlock() throws(TableError) {
        let count = try source.readBlock(into: block)
        isAtEnd = count == 0
        let mark = isAtBeginning ? Self.markBytes(block[..<count]) : 0
        isAtBeginning = false
        let events = page.events
        let bytes = block.baseAddress?.advanced(by: mark).assumingMemoryBound(to: CChar.self)
        let outcome = htmlParseChunk(parser, bytes, Int32(count - mark), isAtEnd ? 1 : 0)
        if outcome == Int32(XML_ERR_NO_MEMORY.rawValue) {
            throw .readFailed(reason: "there is not enough memory to parse it")
        }
        if charset != .utf8, outcome == Int32(XML_ERR_INVALID_ENCODING.rawValue) {
            throw .damaged("its characters are not those it says they are")
        }
        silentBytes = page.events == events ? silentBytes + count : 0
        if silentBytes > Self.silentBytesMax {
            throw .tooMuch(of: "bytes in one tag", max: Self.silentBytesMax)
        }
        if isAtEnd { page.finish() }
    }

    /// The parser would take a byte order mark for text.
    private static func markBytes(_ block: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        block.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }
}
