import CLibXML2

/// Parses one part's XML as far as it is asked to, in memory that does not grow with the part.
/// Document types, and with them entities of any kind but the five common ones, are refused.
final class XLSXMarkup {
    /// Few enough elements at once that what they become fits a small store.
    static let chunkBytes = 32 << 10

    /// Honest parts have a few hundred names of elements, and tags of a few hundred bytes. Many
    /// of them, or one tag of many attributes, would take their square in time.
    private static let namesBytesMax = 1 << 20
    private static let tagBytesMax = 128 << 10
    private static let depthMax = 1_000

    private let reader: ZipPartReader
    private let handler: any XLSXMarkupHandler
    private var context: xmlParserCtxtPtr?
    private let chunk: UnsafeMutableRawBufferPointer
    private var failure: TableError?
    private(set) var isAtEnd = false

    init(_ reader: ZipPartReader, handler: any XLSXMarkupHandler) throws(TableError) {
        countinghouse_xml_begin()
        self.reader = reader
        self.handler = handler
        chunk = .allocate(byteCount: Self.chunkBytes, alignment: 16)
        var calls = Self.calls
        // The parser keeps a copy of the calls. It does not outlive this object.
        context = xmlCreatePushParserCtxt(
            &calls, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard let context else { throw .readFailed(reason: reader.part.path) }
        // Without NOENT an attribute's `&amp;` arrives as `&#38;`. It opens no door: entities
        // are declared in document types alone.
        let options = [
            XML_PARSE_NONET, XML_PARSE_NOENT, XML_PARSE_NOERROR, XML_PARSE_NOWARNING,
        ]
        xmlCtxtUseOptions(context, options.reduce(0) { $0 | Int32($1.rawValue) })
        xmlDictSetLimit(context.pointee.dict, Self.namesBytesMax)
    }

    deinit {
        if let context { xmlFreeParserCtxt(context) }
        chunk.deallocate()
    }

    var packedBytesRead: Int64 { reader.packedBytesRead }

    /// Parses the next piece.
    func advance() throws(TableError) {
        guard !isAtEnd, let context else { return }
        let count = try reader.read(into: chunk)
        isAtEnd = count == 0
        // For each piece, since the next may be parsed on another thread.
        countinghouse_xml_begin()
        let bytes = chunk.assumingMemoryBound(to: CChar.self)
        let code = xmlParseChunk(context, bytes.baseAddress, Int32(count), isAtEnd ? 1 : 0)
        if let failure { throw failure }
        // Names of unknown prefixes are well formed all the same.
        if code != 0, context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0 {
            throw .damaged(reader.part.path)
        }
        try checkBounds(context.pointee)
    }

    private func checkBounds(_ context: xmlParserCtxt) throws(TableError) {
        let unparsed = context.input.map { $0.pointee.end - $0.pointee.cur } ?? 0
        if unparsed > Self.tagBytesMax || context.nameNr > Self.depthMax {
            throw .damaged(reader.part.path)
        }
    }

    /// Parses the whole part.
    static func parse(
        _ part: ZipPart, of archive: ZipArchive, with handler: any XLSXMarkupHandler
    ) throws(TableError) {
        let markup = try XLSXMarkup(archive.open(part), handler: handler)
        while !markup.isAtEnd { try markup.advance() }
    }

    private func run(_ call: (any XLSXMarkupHandler) throws(TableError) -> Void) {
        guard failure == nil else { return }
        do throws(TableError) {
            try call(handler)
        } catch {
            stop(error)
        }
    }

    private func stop(_ error: TableError) {
        failure = error
        if let context { xmlStopParser(context) }
    }

    private static func markup(_ pointer: UnsafeMutableRawPointer?) -> XLSXMarkup? {
        pointer.map { Unmanaged<XLSXMarkup>.fromOpaque($0).takeUnretainedValue() }
    }

    private static var calls: xmlSAXHandler {
        var calls = xmlSAXHandler()
        calls.initialized = UInt32(XML_SAX2_MAGIC)
        calls.startElementNs = { pointer, name, _, _, _, _, count, _, fields in
            guard let name, let markup = XLSXMarkup.markup(pointer) else { return }
            markup.run { (handler) throws(TableError) in
                try handler.start(
                    XLSXName(bytes: name), XLSXAttributes(fields: fields, count: count))
            }
        }
        calls.endElementNs = { pointer, name, _, _ in
            guard let name, let markup = XLSXMarkup.markup(pointer) else { return }
            markup.run { (handler) throws(TableError) in
                try handler.end(XLSXName(bytes: name))
            }
        }
        calls.characters = { pointer, text, count in
            guard let markup = XLSXMarkup.markup(pointer) else { return }
            markup.run { (handler) throws(TableError) in
                try handler.found(UnsafeBufferPointer(start: text, count: Int(count)))
            }
        }
        calls.ignorableWhitespace = calls.characters
        calls.internalSubset = { pointer, _, _, _ in
            guard let markup = XLSXMarkup.markup(pointer) else { return }
            markup.stop(.damaged("\(markup.reader.part.path) has a document type"))
        }
        return calls
    }
}
