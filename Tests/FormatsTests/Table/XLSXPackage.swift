/// A workbook that a test spells out: parts of XML in a ZIP archive, packed or not.
struct XLSXPackage {
    var parts: [(path: String, bytes: [UInt8])]
    /// Parts whose entries say that they are enciphered.
    var isEncrypted = false
    /// Whether parts are packed or stored as they are.
    var isPacked = false

    private static let relationship =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// - Parameters:
    ///   - sheets: The rows of each sheet, in XML.
    ///   - strings: The shared texts, in XML.
    ///   - styles: Number formats and cell formats, in XML.
    init(
        sheets: [String], names: [String]? = nil, strings: String = "", styles: String = "",
        properties: String = ""
    ) {
        var list = ""
        var targets = ""
        parts = []
        for (index, rows) in sheets.enumerated() {
            let name = names?[index] ?? "Sheet\(index + 1)"
            list += #"<sheet name="\#(name)" sheetId="\#(index + 5)" r:id="rId\#(index + 1)"/>"#
            targets += Self.target(
                "rId\(index + 1)", "worksheet", "worksheets/sheet\(index + 1).xml")
            let sheet = "<sheetData>\(rows)</sheetData>"
            parts.append(
                ("xl/worksheets/sheet\(index + 1).xml", Self.xml("worksheet", sheet)))
        }
        targets += Self.target("rId98", "styles", "styles.xml")
        targets += Self.target("rId99", "sharedStrings", "/xl/sharedStrings.xml")
        parts += [
            (
                "_rels/.rels",
                Self.xml("Relationships", Self.target("r", "officeDocument", "xl/workbook.xml"))
            ),
            ("xl/workbook.xml", Self.xml("workbook", "\(properties)<sheets>\(list)</sheets>")),
            ("xl/_rels/workbook.xml.rels", Self.xml("Relationships", targets)),
            ("xl/sharedStrings.xml", Self.xml("sst", strings)),
            ("xl/styles.xml", Self.xml("styleSheet", styles)),
        ]
    }

    init(parts: [(path: String, bytes: [UInt8])]) { self.parts = parts }

    /// The archive's bytes.
    var archive: [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (path, plain) in parts {
            // A gzip file is a packed part between ten bytes before and eight after.
            let content = isPacked ? Array(Gzip.pack(plain).dropFirst(10).dropLast(8)) : plain
            // Version, flags, method, time, date; checksum, sizes, lengths.
            let shared =
                Self.short(20) + Self.short(isEncrypted ? 1 : 0) + Self.short(isPacked ? 8 : 0)
                + Self.long(0) + Self.long(Self.checksum(plain)) + Self.long(content.count)
                + Self.long(plain.count) + Self.short(path.utf8.count) + Self.short(0)
            directory +=
                Self.long(0x0201_4B50) + Self.short(20) + shared + Self.short(0) + Self.short(0)
                + Self.short(0) + Self.long(0) + Self.long(bytes.count) + Array(path.utf8)
            bytes += Self.long(0x0403_4B50) + shared + Array(path.utf8) + content
        }
        let end =
            Self.long(0x0605_4B50) + Self.long(0) + Self.short(parts.count)
            + Self.short(parts.count) + Self.long(directory.count) + Self.long(bytes.count)
            + Self.short(0)
        return bytes + directory + end
    }

    static func xml(_ root: String, _ content: String) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(root) xmlns:r="\(relationship)">\(content)</\(root)>
            """.utf8)
    }

    static func target(_ id: String, _ kind: String, _ path: String) -> String {
        #"<Relationship Id="\#(id)" Type="\#(relationship)/\#(kind)" Target="\#(path)"/>"#
    }

    private static func short(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    private static func long(_ value: Int) -> [UInt8] { short(value) + short(value >> 16) }

    private static let checksums: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in
            value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        let value = bytes.reduce(UInt32.max) { sum, byte in
            sum >> 8 ^ checksums[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
        }
        return Int(~value)
    }
}
