/// What the beginning of a file says about the rest.
struct CSVPreamble {
    /// The bytes before the first record: a byte order mark, a `sep=` line.
    let bytes: Int
    /// The number of the line on which the first record begins.
    let firstLine: Int
    let delimiter: UInt8

    /// - Parameters:
    ///   - beginning: the first block of the file.
    ///   - isWhole: whether that is all of it.
    ///   - delimiter: the separator when it is known.
    /// - Throws: `notText`, `empty`.
    init(
        _ beginning: Span<UInt8>, isWhole: Bool, delimiter: UInt8?
    ) throws(CSVError) {
        if let format = CSVForeignFormat.detect(beginning) { throw .notText(format) }
        let markBytes = beginning.startsWithByteOrderMark ? 3 : 0
        let text = beginning.extracting(droppingFirst: markBytes)
        if isWhole, text.isBlank { throw .empty }

        let hint = CSVSniffer.separatorLine(text)
        let hintBytes = hint?.bytes ?? 0
        bytes = markBytes + hintBytes
        firstLine = hint == nil ? 1 : 2
        self.delimiter =
            delimiter ?? hint?.delimiter
            ?? CSVSniffer.delimiter(
                of: text.extracting(droppingFirst: hintBytes), isWhole: isWhole
            ).rawValue
    }
}

extension Span<UInt8> {
    /// Whether there is nothing but white space.
    fileprivate var isBlank: Bool {
        for index in indices where self[index] > 0x20 { return false }
        return true
    }
}
