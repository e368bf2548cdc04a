/// Writes the canonical list: UTF-8 CSV whose header has the raw names of `ImportField`, and whose
/// cells are what the file says, without anything added for spreadsheet programs.
package struct CanonicalListWriter {
    /// Takes the bytes written so far; they must be used before it returns.
    package typealias Sink = (Span<UInt8>) throws -> Void

    private static let blockBytes = 64 << 10

    /// What was written and not yet given to the sink.
    package private(set) var bytes: [UInt8] = []
    /// Lines written, without the header.
    package private(set) var lines: Int64 = 0
    private let sink: Sink?
    private var fields: [ImportField] = []

    /// - Parameter sink: gets the bytes a block at a time; nil keeps all of them in `bytes`.
    package init(sink: Sink? = nil) {
        self.sink = sink
    }

    /// Writes the header of a kind of list.
    mutating func begin(_ list: ImportForm) {
        fields = CanonicalRow.fields(of: list)
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: field.rawValue.utf8)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Writes a line.
    ///
    /// - Throws: what the sink throws.
    mutating func write(_ row: CanonicalRow) throws {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if field == .line {
                append(number: row.line)
            } else {
                append(row[field])
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        lines += 1
        if bytes.count >= Self.blockBytes { try flush() }
    }

    /// Gives the sink what is left. Without a sink there is nothing to do.
    ///
    /// - Throws: what the sink throws.
    package mutating func flush() throws {
        guard let sink, !bytes.isEmpty else { return }
        try sink(bytes.span)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func append(number: Int64) {
        bytes.append(contentsOf: String(number).utf8)
    }

    private mutating func append(_ text: String) {
        let utf8 = text.utf8
        let isQuoted = utf8.contains {
            switch $0 {
            case 0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x7C: true
            default: false
            }
        }
        guard isQuoted else {
            bytes.append(contentsOf: utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            if byte == 0x22 { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
