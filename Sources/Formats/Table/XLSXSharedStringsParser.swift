/// Gathers the shared texts: runs of a rich text joined, without their pronunciation.
final class XLSXSharedStringsParser: XLSXMarkupHandler {
    private let strings: XLSSharedStrings
    private var text = XLSXText()
    private var isText = false
    private var isPhonetic = false

    private init(_ strings: XLSSharedStrings) { self.strings = strings }

    static func read(
        _ path: String?, of archive: ZipArchive
    ) throws(TableError) -> XLSSharedStrings {
        let strings = try XLSSharedStrings()
        guard let path, let part = try archive.part(path) else { return strings }
        try XLSXMarkup.parse(part, of: archive, with: XLSXSharedStringsParser(strings))
        try strings.flush()
        return strings
    }

    func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
        switch name {
        case "si": text.removeAll()
        case "t": isText = !isPhonetic
        case "rPh": isPhonetic = true
        default: break
        }
    }

    func end(_ name: XLSXName) throws(TableError) {
        switch name {
        case "t": isText = false
        case "rPh": isPhonetic = false
        case "si":
            text.unescape()
            try strings.append(text.bytes)
        default: break
        }
    }

    func found(_ piece: UnsafeBufferPointer<UInt8>) throws(TableError) {
        if isText { try text.append(piece) }
    }
}
