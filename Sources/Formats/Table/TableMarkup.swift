/// Whether text is a web page or JSON rather than a list with separators.
enum TableMarkup {
    case html
    case json
    /// A workbook in the XML of Excel 2003.
    case spreadsheetXML
    case none

    /// - Parameter head: the beginning of the text, in UTF-8.
    static func detect(_ head: Span<UInt8>) -> TableMarkup {
        var start = head.startsWithByteOrderMark ? 3 : 0
        while start < head.count, head[start] <= 0x20 { start += 1 }
        let text = head.extracting(droppingFirst: start)
        guard let first = text.isEmpty ? nil : text[0] else { return .none }
        switch first {
        case UInt8(ascii: "<"): return markup(text)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return isJSON(text) ? .json : .none
        default: return .none
        }
    }

    /// A list may begin with "<"; a page goes on with a name and has a table somewhere.
    private static func markup(_ text: Span<UInt8>) -> TableMarkup {
        guard text.count > 1 else { return .none }
        let second = text[1] | 0x20
        let isTag = second >= UInt8(ascii: "a") && second <= UInt8(ascii: "z")
        let isDeclaration = text[1] == UInt8(ascii: "!") || text[1] == UInt8(ascii: "?")
        guard isTag || isDeclaration else { return .none }
        let head = text.extracting(first: min(text.count, 64 << 10))
        if contains(head, "urn:schemas-microsoft-com:office:spreadsheet"),
            contains(head, "<workbook") || contains(head, ":workbook")
        {
            return .spreadsheetXML
        }
        let tags: [StaticString] = ["<html", "<!doctype html", "<table", "<tr", "<body", "<head"]
        return tags.contains { contains(head, $0) } ? .html : .none
    }

    /// "[Draft] Invoices" is a title; JSON goes on with a value.
    private static func isJSON(_ text: Span<UInt8>) -> Bool {
        var index = 1
        while index < text.count, text[index] <= 0x20 { index += 1 }
        guard index < text.count else { return true }
        let next = text[index]
        if text[0] == UInt8(ascii: "{") { return next == UInt8(ascii: "\"") || next == 0x7D }
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""):
            return true
        default: return false
        }
    }

    /// - Parameter word: in small letters; the text may have others.
    private static func contains(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { wanted in
            guard text.count >= wanted.count else { return false }
            return (0...(text.count - wanted.count)).contains { start in
                wanted.indices.allSatisfy { place in
                    let byte = text[start + place]
                    let isCapital = byte >= 0x41 && byte <= 0x5A
                    return (isCapital ? byte | 0x20 : byte) == wanted[place]
                }
            }
        }
    }
}
