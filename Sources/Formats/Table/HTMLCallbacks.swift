import CLibXML2

/// Leads the parser's calls to the page that is built.
enum HTMLCallbacks {
    /// Initialising the library is not safe in two threads at once; a constant is.
    static let isReady: Bool = {
        countinghouse_xml_begin()
        return true
    }()

    /// - Returns: a parser for UTF-8 that tells `page` what it finds and must not outlive it; nil
    ///   when memory is short.
    static func parser(for page: HTMLPage) -> htmlParserCtxtPtr? {
        guard isReady else { return nil }
        var handler = htmlSAXHandler()
        handler.startElement = { page, name, attributes in
            HTMLCallbacks.page(page)?.start(
                HTMLCallbacks.name(name), HTMLCallbacks.spans(attributes))
        }
        handler.endElement = { page, name in
            HTMLCallbacks.page(page)?.end(HTMLCallbacks.name(name))
        }
        handler.characters = { page, text, count in
            HTMLCallbacks.page(page)?.append(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        let parser = htmlCreatePushParserCtxt(
            &handler, Unmanaged.passUnretained(page).toOpaque(), nil, 0, nil,
            XML_CHAR_ENCODING_UTF8)
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        htmlCtxtUseOptions(parser, Int32(options))
        return parser
    }

    private static func page(_ pointer: UnsafeMutableRawPointer?) -> HTMLPage? {
        pointer.map { Unmanaged<HTMLPage>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func name(_ name: UnsafePointer<xmlChar>?) -> String {
        name.map { String(cString: $0) } ?? ""
    }

    /// How many columns and rows a cell covers; pairs of names and values end with a nil.
    private static func spans(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> HTMLSpans {
        var spans = HTMLSpans()
        guard let attributes else { return spans }
        var index = 0
        while let attribute = attributes[index] {
            if let value = attributes[index + 1] {
                spans.set(String(cString: attribute), String(cString: value))
            }
            index += 2
        }
        return spans
    }
}
