package import Kernel

/// Writes CSV (RFC 4180) that people can open in a spreadsheet program without harm.
///
/// Text goes through `FormulaGuard`; amounts and numbers are written by their own methods and
/// stay as they are, minus signs included. The bytes gather in `bytes`, or go to a sink a block
/// at a time.
package struct CSVWriter {
    /// Takes the bytes written so far; they must be used before it returns.
    package typealias Sink = (Span<UInt8>) throws -> Void

    private static let blockBytes = 64 << 10

    /// What was written and not yet given to the sink.
    package private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private let sink: Sink?
    private var isAtRowStart = true
    /// Where in `bytes` the row begins.
    private var rowStart = 0

    /// - Parameters:
    ///   - delimiter: the separator.
    ///   - hasByteOrderMark: whether to begin with U+FEFF, without which Excel on Windows takes
    ///     UTF-8 for the local code page.
    ///   - sink: gets the bytes a block at a time; nil keeps all of them in `bytes`.
    package init(
        delimiter: CSVDelimiter = .comma, hasByteOrderMark: Bool = false, sink: Sink? = nil
    ) {
        self.delimiter = delimiter.rawValue
        self.sink = sink
        if hasByteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
        rowStart = bytes.count
    }

    /// Appends a cell of text.
    package mutating func text(_ text: String) {
        field(text.utf8.span)
    }

    /// Appends a cell of text in UTF-8.
    package mutating func text(utf8: Span<UInt8>) {
        field(utf8)
    }

    /// Appends an empty cell.
    package mutating func empty() {
        separate()
    }

    /// Appends a whole number.
    package mutating func integer(_ value: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Appends an amount with its currency's decimals and a point, such as `-5.00`.
    package mutating func amount(_ money: Money) {
        number(minorUnits: money.minorUnits, decimals: money.currency.decimals)
    }

    /// Appends a number given in units of 10^-`decimals`, such as `-5.00`.
    package mutating func number(minorUnits: Int64, decimals: Int) {
        separate()
        DecimalText.append(minorUnits, decimals: decimals, to: &bytes)
    }

    /// Appends a date as `2026-09-30`.
    package mutating func date(_ date: LocalDate) {
        separate()
        date.append(to: &bytes)
    }

    /// Ends the row with CR and LF.
    ///
    /// - Throws: what the sink throws.
    package mutating func endRow() throws {
        // A row of one empty cell would otherwise be a blank line, which readers drop.
        if bytes.count == rowStart { bytes += [CSVScanner.quote, CSVScanner.quote] }
        bytes.append(CSVScanner.carriageReturn)
        bytes.append(CSVScanner.lineFeed)
        isAtRowStart = true
        rowStart = bytes.count
        if bytes.count >= Self.blockBytes { try flush() }
    }

    /// Appends a row of text cells.
    ///
    /// - Throws: what the sink throws.
    package mutating func row(_ cells: some Sequence<String>) throws {
        for cell in cells { text(cell) }
        try endRow()
    }

    /// Gives the sink what is left. Without a sink there is nothing to do.
    ///
    /// - Throws: what the sink throws.
    package mutating func flush() throws {
        guard let sink, !bytes.isEmpty else { return }
        try sink(bytes.span)
        forgetBytes()
    }

    /// Takes what was written so far out of the writer, for those who send it piece by piece.
    package mutating func take() -> [UInt8] {
        let taken = bytes
        forgetBytes()
        return taken
    }

    private mutating func forgetBytes() {
        // A row with something in it stays one: no place equals -1.
        rowStart = bytes.count == rowStart ? 0 : -1
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isAtRowStart { bytes.append(delimiter) }
        isAtRowStart = false
    }

    private mutating func field(_ text: Span<UInt8>) {
        separate()
        let needsGuard = FormulaGuard.isNeeded(for: text)
        guard Self.needsQuotes(text) else {
            if needsGuard { bytes.append(FormulaGuard.apostrophe) }
            text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            return
        }
        bytes.append(CSVScanner.quote)
        if needsGuard { bytes.append(FormulaGuard.apostrophe) }
        for index in text.indices {
            if text[index] == CSVScanner.quote { bytes.append(CSVScanner.quote) }
            bytes.append(text[index])
        }
        bytes.append(CSVScanner.quote)
    }

    /// Quoted is what holds any usual separator, not only ours, so that a reader that guesses
    /// cannot guess wrong; and what begins or ends with a space, which some readers drop.
    private static func needsQuotes(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0 else { return false }
        if text[0] == 0x20 || text[text.count - 1] == 0x20 { return true }
        for index in text.indices {
            switch text[index] {
            case 0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x7C: return true
            default: continue
            }
        }
        return false
    }
}
