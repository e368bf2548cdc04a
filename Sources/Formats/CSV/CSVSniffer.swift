/// Finds out how a file separates its fields.
enum CSVSniffer {
    private static let candidates = CSVDelimiter.allCases
    /// Records beyond these add nothing.
    private static let recordsMax = 500

    /// How often a number of separators per record occurs.
    private struct Mode {
        var separators = 0
        var records = 0
        /// The first record with that many.
        var first = Int.max
    }

    /// The first line `sep=;`, by which Excel is told the separator.
    ///
    /// - Returns: the separator and the bytes of the line with its end.
    static func separatorLine(_ bytes: Span<UInt8>) -> (delimiter: UInt8, bytes: Int)? {
        let prefix: [UInt8] = [0x73, 0x65, 0x70, 0x3D]
        guard bytes.count >= 6, prefix.indices.allSatisfy({ bytes[$0] | 0x20 == prefix[$0] | 0x20 })
        else { return nil }
        let delimiter = bytes[4]
        guard delimiter < 0x80, delimiter != CSVScanner.quote, delimiter >= 0x20 || delimiter == 9
        else { return nil }
        if bytes[5] == CSVScanner.lineFeed { return (delimiter, 6) }
        guard bytes[5] == CSVScanner.carriageReturn else { return nil }
        return (delimiter, bytes.count > 6 && bytes[6] == CSVScanner.lineFeed ? 7 : 6)
    }

    /// The separator that divides the most records into the same number of fields; comma when
    /// none divides any.
    ///
    /// A file with decimal commas has about as many regular commas as semicolons, but its header
    /// has none: between candidates that do about equally well the one that is regular earlier
    /// wins, then the one that makes more fields.
    static func delimiter(of bytes: Span<UInt8>, isWhole: Bool) -> CSVDelimiter {
        let records = count(bytes, isWhole: isWhole)
        var best = (delimiter: CSVDelimiter.comma, mode: Mode())
        for (index, delimiter) in candidates.enumerated() {
            let found = mode(of: records.map { $0[index] })
            if isBetter(found, than: best.mode) { best = (delimiter, found) }
        }
        return best.delimiter
    }

    private static func isBetter(_ mode: Mode, than other: Mode) -> Bool {
        guard mode.records > 0 else { return false }
        let margin = max(mode.records, other.records) / 8 + 1
        if abs(mode.records - other.records) > margin { return mode.records > other.records }
        if mode.first != other.first { return mode.first < other.first }
        return mode.separators > other.separators
    }

    private static func mode(of counts: [Int]) -> Mode {
        var modes: [Int: Mode] = [:]
        for (record, separators) in counts.enumerated() where separators > 0 {
            modes[separators, default: Mode(separators: separators, records: 0, first: record)]
                .records += 1
        }
        return modes.values.max {
            ($0.records, $0.separators) < ($1.records, $1.separators)
        } ?? Mode()
    }

    /// The number of each candidate outside quotes, per record that is not empty.
    private static func count(_ bytes: Span<UInt8>, isWhole: Bool) -> [SIMD4<Int>] {
        var records: [SIMD4<Int>] = []
        var current = SIMD4<Int>()
        var isQuoted = false
        var atFieldStart = true
        var isEmpty = true
        for index in 0..<min(bytes.count, CSVReader.sniffedBytesMax) {
            let byte = bytes[index]
            if isQuoted {
                // A doubled quote closes and, the field start being remembered, opens again.
                if byte == CSVScanner.quote { (isQuoted, atFieldStart) = (false, true) }
                continue
            }
            switch byte {
            case CSVScanner.quote where atFieldStart:
                isQuoted = true
                isEmpty = false
            case CSVScanner.lineFeed, CSVScanner.carriageReturn:
                if !isEmpty { records.append(current) }
                if records.count == recordsMax { return records }
                (current, isEmpty, atFieldStart) = (SIMD4(), true, true)
            default:
                let place = candidates.firstIndex { $0.rawValue == byte }
                if let place { current[place] += 1 }
                atFieldStart = place != nil
                isEmpty = false
            }
        }
        // The last line may be cut off where the window ends.
        if !isEmpty, records.isEmpty || isWhole { records.append(current) }
        return records
    }
}
