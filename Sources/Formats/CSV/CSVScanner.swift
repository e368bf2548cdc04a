/// Splits one record into fields and can be interrupted after any byte.
///
/// All positions count from the record's first byte, so that the caller may move the record in
/// memory between two calls. The byte after the available ones must be a line feed: it ends every
/// search without a comparison per byte.
struct CSVScanner {
    enum Outcome {
        case record
        case needsBytes
        case failed(CSVError)
    }

    /// Where in a record the scanner stands.
    private enum Place {
        case plain
        case quoted
        case afterQuote
    }

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    let limits: CSVLimits
    private let delimiter: UInt8
    private let delimiters: CSVWordScan
    private let quotes = CSVWordScan(Self.quote)

    /// The fields of the record; only the first `count` mean anything.
    private(set) var fields: [CSVFieldRange]
    private(set) var count = 0
    /// The line on which the record begins.
    private(set) var recordLine: Int
    /// The line on which the scanner stands.
    private(set) var line: Int
    /// The bytes that belong to the record, with its line end.
    private(set) var position = 0
    /// Whether text stands between a closing quote and the next separator.
    private(set) var hasTextAfterQuote = false
    /// Whether a line feed that comes next belongs to the line end already seen.
    var skipsLineFeed = false

    private var place = Place.plain
    private var fieldStart = 0
    /// Text of a quoted field is complete up to here; doubled quotes close up the gaps.
    private var written = 0
    /// The first byte not yet moved to `written`.
    private var segmentStart = 0
    private var quoteLine = 0
    private var seen: UInt64 = 0

    /// - Parameter firstLine: the number of the line on which the first record begins.
    init(delimiter: UInt8, limits: CSVLimits, firstLine: Int) {
        self.delimiter = delimiter
        self.limits = limits
        delimiters = CSVWordScan(delimiter)
        fields = Array(repeating: CSVFieldRange(0, 0), count: limits.columnsMax)
        line = firstLine
        recordLine = firstLine
    }

    mutating func beginRecord() {
        count = 0
        recordLine = line
        position = 0
        hasTextAfterQuote = false
        place = .plain
        fieldStart = 0
        seen = 0
    }

    /// Goes on until the record ends or the available bytes do.
    ///
    /// - Parameters:
    ///   - bytes: the record's first byte; doubled quotes are removed in place.
    ///   - atEnd: whether no byte will follow the available ones.
    mutating func scan(
        _ bytes: UnsafeMutablePointer<UInt8>, available: Int, atEnd: Bool
    ) -> Outcome {
        while true {
            let outcome: Outcome? =
                switch place {
                case .plain: scanPlain(bytes, available, atEnd)
                case .quoted: scanQuoted(bytes, available, atEnd)
                case .afterQuote: scanAfterQuote(bytes, available, atEnd)
                }
            switch outcome {
            case .record?: return finishRecord(bytes)
            case .needsBytes?: return checkUnfinished(available)
            case .failed(let error)?: return .failed(error)
            case nil: continue
            }
        }
    }

    /// Fields without quotes, as many as there are.
    private mutating func scanPlain(
        _ bytes: UnsafeMutablePointer<UInt8>, _ available: Int, _ atEnd: Bool
    ) -> Outcome? {
        while true {
            if position == fieldStart, bytes[position] == Self.quote {
                enterQuotes()
                return nil
            }
            let stop = delimiters.next(in: bytes, from: position, seen: &seen)
            position = stop
            if stop == available {
                return atEnd ? finishField(end: stop) ?? .record : .needsBytes
            }
            switch bytes[stop] {
            case delimiter:
                if let failure = finishField(end: stop) { return failure }
                position = stop + 1
                fieldStart = position
            case Self.lineFeed, Self.carriageReturn:
                if let failure = finishField(end: stop) { return failure }
                return finishLine(bytes, available)
            case 0:
                return .failed(.zeroByte(line: line))
            default:
                position = stop + 1
            }
        }
    }

    private mutating func enterQuotes() {
        position += 1
        fieldStart = position
        written = position
        segmentStart = position
        quoteLine = line
        place = .quoted
    }

    /// The inside of a quoted field.
    private mutating func scanQuoted(
        _ bytes: UnsafeMutablePointer<UInt8>, _ available: Int, _ atEnd: Bool
    ) -> Outcome? {
        while true {
            let stop = quotes.next(in: bytes, from: position, seen: &seen)
            position = stop
            if stop == available {
                return atEnd ? .failed(.truncated(line: quoteLine)) : .needsBytes
            }
            switch bytes[stop] {
            case Self.quote:
                if stop + 1 == available, !atEnd { return .needsBytes }
                guard stop + 1 < available, bytes[stop + 1] == Self.quote else {
                    closeSegment(bytes, end: stop)
                    position = stop + 1
                    segmentStart = position
                    place = .afterQuote
                    return nil
                }
                closeSegment(bytes, end: stop + 1)
                position = stop + 2
                segmentStart = position
            case Self.lineFeed:
                let endsPair = stop > segmentStart && bytes[stop - 1] == Self.carriageReturn
                if !endsPair { line += 1 }
                position = stop + 1
            case Self.carriageReturn:
                line += 1
                position = stop + 1
            case 0:
                return .failed(.zeroByte(line: line))
            default:
                position = stop + 1
            }
        }
    }

    /// From a closing quote to the separator or line end: nothing or spaces, as a rule.
    private mutating func scanAfterQuote(
        _ bytes: UnsafeMutablePointer<UInt8>, _ available: Int, _ atEnd: Bool
    ) -> Outcome? {
        while true {
            let stop = delimiters.next(in: bytes, from: position, seen: &seen)
            position = stop
            if stop == available {
                if !atEnd { return .needsBytes }
                return finishQuotedField(bytes, end: stop) ?? .record
            }
            switch bytes[stop] {
            case delimiter:
                if let failure = finishQuotedField(bytes, end: stop) { return failure }
                position = stop + 1
                fieldStart = position
                place = .plain
                return nil
            case Self.lineFeed, Self.carriageReturn:
                if let failure = finishQuotedField(bytes, end: stop) { return failure }
                return finishLine(bytes, available)
            case 0:
                return .failed(.zeroByte(line: line))
            default:
                position = stop + 1
            }
        }
    }

    /// Moves the text read since the last gap to where the field's text ends.
    private mutating func closeSegment(_ bytes: UnsafeMutablePointer<UInt8>, end: Int) {
        let count = end - segmentStart
        if written != segmentStart {
            (bytes + written).update(from: bytes + segmentStart, count: count)
        }
        written += count
    }

    /// - Returns: a failure, or nil.
    private mutating func finishQuotedField(
        _ bytes: UnsafeMutablePointer<UInt8>, end: Int
    ) -> Outcome? {
        let isBlank = (segmentStart..<end).allSatisfy { bytes[$0] == 0x20 || bytes[$0] == 0x09 }
        if !isBlank {
            hasTextAfterQuote = true
            closeSegment(bytes, end: end)
        }
        return finishField(end: written)
    }

    /// - Returns: a failure, or nil.
    @inline(__always)
    private mutating func finishField(end: Int) -> Outcome? {
        guard end - fieldStart <= limits.fieldBytesMax else {
            return .failed(.fieldTooLong(line: recordLine, bytesMax: limits.fieldBytesMax))
        }
        guard count < limits.columnsMax else {
            return .failed(.tooManyColumns(line: recordLine, columnsMax: limits.columnsMax))
        }
        fields[count] = CSVFieldRange(fieldStart, end)
        count += 1
        return nil
    }

    /// Steps over the line end at `position`.
    private mutating func finishLine(
        _ bytes: UnsafeMutablePointer<UInt8>, _ available: Int
    ) -> Outcome {
        line += 1
        let isReturn = bytes[position] == Self.carriageReturn
        position += 1
        guard isReturn else { return .record }
        if position == available {
            skipsLineFeed = true
        } else if bytes[position] == Self.lineFeed {
            position += 1
        }
        return .record
    }

    private func finishRecord(_ bytes: UnsafeMutablePointer<UInt8>) -> Outcome {
        guard position <= limits.recordBytesMax else {
            return .failed(.recordTooLong(line: recordLine, bytesMax: limits.recordBytesMax))
        }
        guard CSVWordScan.hasNonASCII(seen) else { return .record }
        for field in fields[..<count] {
            let text = UnsafeBufferPointer(start: bytes + Int(field.start), count: field.count)
            guard (try? UTF8Span(validating: text.span)) != nil else {
                return .failed(.invalidUTF8(line: recordLine))
            }
        }
        return .record
    }

    /// The limits hold for a record that is not complete yet, or a missing quote would make the
    /// caller gather the rest of the file.
    private func checkUnfinished(_ available: Int) -> Outcome {
        let held = place == .plain ? position - fieldStart : written - fieldStart
        let pending = place == .plain ? 0 : position - segmentStart
        if held + pending > limits.fieldBytesMax + 1 {
            return .failed(.fieldTooLong(line: recordLine, bytesMax: limits.fieldBytesMax))
        }
        if available > limits.recordBytesMax {
            return .failed(.recordTooLong(line: recordLine, bytesMax: limits.recordBytesMax))
        }
        return .needsBytes
    }
}
