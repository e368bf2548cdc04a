import CLibXML2

/// Leads the parser's calls to the workbook that is built.
enum SpreadsheetXMLCallbacks {
    /// - Returns: a parser that tells `workbook` what it finds and must not outlive it; nil when
    ///   memory is short.
    static func parser(for workbook: SpreadsheetXMLWorkbook) -> xmlParserCtxtPtr? {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { workbook, name, _, _, _, _, count, _, fields in
            guard let name else { return }
            SpreadsheetXMLCallbacks.workbook(workbook)?.start(
                XLSXName(bytes: name), XLSXAttributes(fields: fields, count: count))
        }
        handler.endElementNs = { workbook, name, _, _ in
            guard let name else { return }
            SpreadsheetXMLCallbacks.workbook(workbook)?.end(XLSXName(bytes: name))
        }
        handler.characters = { workbook, text, count in
            SpreadsheetXMLCallbacks.workbook(workbook)?.append(
                UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        // Definitions of entities are how a small document becomes an endless one.
        handler.internalSubset = { workbook, _, _, _ in
            SpreadsheetXMLCallbacks.workbook(workbook)?.stop(.damaged("it has a document type"))
        }
        guard HTMLCallbacks.isReady,
            let parser = xmlCreatePushParserCtxt(
                &handler, Unmanaged.passUnretained(workbook).toOpaque(), nil, 0, nil)
        else { return nil }
        let options = [XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING]
        xmlCtxtUseOptions(parser, options.reduce(0) { $0 | Int32($1.rawValue) })
        return parser
    }

    private static func workbook(
        _ pointer: UnsafeMutableRawPointer?
    ) -> SpreadsheetXMLWorkbook? {
        pointer.map { Unmanaged<SpreadsheetXMLWorkbook>.fromOpaque($0).takeUnretainedValue() }
    }
}
