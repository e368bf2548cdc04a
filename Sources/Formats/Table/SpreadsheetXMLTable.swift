import CLibXML2

/// Reads a workbook in the XML of Excel 2003, which some programs still write and call `.xls`.
///
/// The names of the sheets become known while it is read.
final class SpreadsheetXMLTable: TableReader {
    private static let blockBytes = 16 << 10
    /// A tag or comment longer than this would be gathered in memory.
    private static let silentBytesMax = 16 << 20

    private let source: any TableSource
    private let workbook = SpreadsheetXMLWorkbook()
    private let parser: xmlParserCtxtPtr
    private let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: SpreadsheetXMLTable.blockBytes, alignment: 16)
    private var silentBytes = 0
    private var isAtEnd = false

    let sizeBytes: Int64?

    /// - Parameter source: the file's own bytes; the parser finds out their encoding.
    init(_ source: any TableSource, sizeBytes: Int64) throws(TableError) {
        guard let parser = SpreadsheetXMLCallbacks.parser(for: workbook) else {
            block.deallocate()
            throw .readFailed(reason: "there is not enough memory to parse it")
        }
        self.parser = parser
        self.source = source
        self.sizeBytes = sizeBytes
    }

    deinit {
        xmlFreeParserCtxt(parser)
        block.deallocate()
    }

    var sheetNames: [String] { workbook.sheetNames }
    var bytesConsumed: Int64 { source.bytesConsumed }

    func next() throws(TableError) -> TableRow? {
        while true {
            if let row = workbook.takeRow() { return row }
            if let failure = workbook.failure { throw failure }
            if isAtEnd { return nil }
            try parseBlock()
        }
    }

    private func parseBlock() throws(TableError) {
        let count = try source.readBlock(into: block)
        isAtEnd = count == 0
        let events = workbook.events
        let bytes = block.baseAddress?.assumingMemoryBound(to: CChar.self)
        xmlParseChunk(parser, bytes, Int32(count), isAtEnd ? 1 : 0)
        if workbook.failure == nil, parser.pointee.wellFormed == 0 {
            let line = parser.pointee.input?.pointee.line ?? 0
            workbook.stop(isAtEnd ? .truncated : .damaged("line \(line) is not well-formed XML"))
        }
        silentBytes = workbook.events == events ? silentBytes + count : 0
        if silentBytes > Self.silentBytesMax {
            workbook.stop(.tooMuch(of: "bytes in one tag", max: Self.silentBytesMax))
        }
    }
}
