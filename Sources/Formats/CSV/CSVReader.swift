/// Reads CSV (RFC 4180) record by record in constant memory.
///
/// The reader is its own current record: after `next()` returned true, `count`, `line` and the
/// field accessors speak of the record just read. Nothing is allocated per field unless a
/// `String` is asked for.
///
/// Lenient where files differ: the separator may be sniffed, lines may end in CR, LF or CRLF, a
/// byte order mark and Excel's `sep=;` line are skipped, spaces may follow a closing quote, and
/// records may have different numbers of fields. Quotes have no meaning inside a field that does
/// not begin with one.
package struct CSVReader: ~Copyable {
    /// Sniffing looks at this much of the file.
    static let sniffedBytesMax = 64 << 10

    var window: CSVWindow
    var scanner: CSVScanner
    /// The separator that was given or found.
    package let delimiter: UInt8
    /// The size of the whole input when it is known.
    package let sizeBytes: Int64?
    private var failure: CSVError?

    /// Reads the beginning of the source and finds out what it is.
    ///
    /// - Parameter delimiter: the separator, any ASCII character but a quote or a line end; nil
    ///   finds out which of comma, semicolon, tab and `|` it is.
    /// - Throws: `empty`, `notText`, and `readFailed` from the source.
    package init(
        _ source: any CSVSource, delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits()
    ) throws(CSVError) {
        try self.init(
            source, delimiter: delimiter, limits: limits, blockBytes: CSVWindow.blockBytes)
    }

    /// Opens a file.
    ///
    /// - Throws: `cannotOpen` besides.
    package init(
        path: String, delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits()
    ) throws(CSVError) {
        try self.init(CSVFileSource(path: path), delimiter: delimiter, limits: limits)
    }

    init(
        _ source: any CSVSource, delimiter: UInt8?, limits: CSVLimits, blockBytes: Int
    ) throws(CSVError) {
        var window = CSVWindow(source, blockBytes: blockBytes)
        while window.count < Self.sniffedBytesMax, try window.fill() {}
        let preamble = try CSVPreamble(
            window.storage.span.extracting(window.range), isWhole: window.isAtEnd,
            delimiter: delimiter)
        window.consume(preamble.bytes)
        self.window = window
        self.delimiter = preamble.delimiter
        sizeBytes = source.sizeBytes
        scanner = CSVScanner(
            delimiter: preamble.delimiter, limits: limits, firstLine: preamble.firstLine)
    }

    /// The bytes of the input up to the end of the current record.
    package var bytesConsumed: Int64 { window.bytesConsumed + Int64(scanner.position) }

    /// Whether the file ended before the current record's line did.
    package var isUnterminated: Bool {
        guard window.isAtEnd, scanner.position > 0, scanner.position >= window.count else {
            return false
        }
        let last = window.storage[window.start + scanner.position - 1]
        return last != CSVScanner.lineFeed && last != CSVScanner.carriageReturn
    }

    /// Reads the next record; blank lines are records too.
    ///
    /// - Returns: false at the end of the file.
    /// - Throws: every `CSVError` but `cannotOpen`, `empty` and `notText`. After an error the
    ///   reader throws the same one again.
    package mutating func next() throws(CSVError) -> Bool {
        if let failure { throw failure }
        do throws(CSVError) {
            return try advance()
        } catch {
            failure = error
            throw error
        }
    }

    private mutating func advance() throws(CSVError) -> Bool {
        window.consume(scanner.position)
        scanner.beginRecord()
        if window.count == 0, try !window.fill() { return false }
        if scanner.skipsLineFeed {
            scanner.skipsLineFeed = false
            if window.storage[window.start] == CSVScanner.lineFeed { window.consume(1) }
            if window.count == 0, try !window.fill() { return false }
        }
        while true {
            let atEnd = window.isAtEnd
            let outcome = window.withBytes { bytes, count in
                scanner.scan(bytes, available: count, atEnd: atEnd)
            }
            switch outcome {
            case .record?: return true
            case .failed(let error)?: throw error
            case .needsBytes?: _ = try window.fill()
            case nil: return false
            }
        }
    }
}
