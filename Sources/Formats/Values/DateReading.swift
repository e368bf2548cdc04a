import Kernel

/// What the text of a date is, before the order of its column is known.
enum DateReading {
    case blank
    /// The year comes first or a month has its name, so that the column's order does not matter.
    /// The order is the one it is written in.
    case settled(LocalDate, DateOrder)
    /// Five digits that a spreadsheet may mean as a date; surely so in a cell of its own.
    case serial(LocalDate, isCell: Bool)
    /// The column's order decides; the text is in the Kernel's form.
    case ordered(ShortText)
    case failed(DateError)

    /// - Parameter bytes: UTF-8; anything may be in them.
    init(_ bytes: Span<UInt8>) {
        let range = ValueBytes.trimmed(bytes)
        guard !range.isEmpty else {
            self = .blank
            return
        }
        guard range.count <= ShortText.bytesMax else {
            self = .failed(.notADate)
            return
        }
        let whole = bytes.extracting(range)
        let isCell = whole.count > 1 && whole[0] == UInt8(ascii: "#")
        let text = isCell ? whole.extracting(1...) : whole
        do throws(DateError) {
            let end = try DateClock.dateEnd(text)
            self = try Self.date(text.extracting(0..<end), isCell: isCell)
        } catch {
            self = .failed(error)
        }
    }

    private static func date(
        _ text: Span<UInt8>, isCell: Bool = false
    ) throws(DateError) -> DateReading {
        var digits = 0
        var hasLetters = false
        for index in text.indices {
            let byte = text[index]
            if ValueBytes.isDigit(byte) {
                digits += 1
            } else if byte >= 0x80 {
                return try plain(text).withSpan { text throws(DateError) in
                    text.indices.contains { text[$0] >= 0x80 || ValueBytes.isLetter(text[$0]) }
                        ? try named(text) : try date(text)
                }
            } else if ValueBytes.isLetter(byte) {
                hasLetters = true
            }
        }
        if hasLetters { return try named(text) }
        if digits == text.count, digits == 8 { return try compact(text) }
        if let serial = SerialDate.date(text) { return .serial(serial, isCell: isCell) }
        var leading = 0
        while leading < text.count, ValueBytes.isDigit(text[leading]) { leading += 1 }
        if leading == 4 { return .settled(try DateText.parse(text, order: .ymd), .ymd) }
        var copy = ShortText()
        for index in text.indices { copy.append(text[index]) }
        return .ordered(copy)
    }

    private static func named(_ text: Span<UInt8>) throws(DateError) -> DateReading {
        if let start = DateTranslation.endOfWeekday(text) {
            return try date(text.extracting(start...))
        }
        var translation = DateTranslation()
        guard translation.read(text) else { throw .notADate }
        return try translation.text.withSpan { date throws(DateError) in
            .settled(try DateText.parse(date, order: .dmy), translation.order)
        }
    }

    /// Eight digits have the year in front or behind; hardly any can be read in both ways.
    private static func compact(_ text: Span<UInt8>) throws(DateError) -> DateReading {
        do throws(DateError) {
            let date = try DateText.parse(text, order: .ymd)
            let components = date.components
            if components.year >= 1900, components.year <= 2100 {
                return .settled(date, .ymd)
            }
        } catch {
            // The year may stand behind.
        }
        var split = ShortText()
        for index in text.indices {
            if index == 2 || index == 4 { split.append(UInt8(ascii: "/")) }
            split.append(text[index])
        }
        return .ordered(split)
    }

    /// The text with plain blanks and hyphens instead of the many others.
    private static func plain(_ text: Span<UInt8>) -> ShortText {
        var copy = ShortText()
        var index = 0
        while index < text.count {
            let blank = ValueBytes.blankLength(text, at: index, end: text.count)
            let dash = ValueBytes.dashLength(text, at: index, end: text.count)
            if blank > 0 {
                copy.append(UInt8(ascii: " "))
            } else {
                copy.append(dash > 0 ? UInt8(ascii: "-") : text[index])
            }
            index += max(1, blank, dash)
        }
        return copy
    }
}
