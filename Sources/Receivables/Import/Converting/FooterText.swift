import Formats
import Kernel

/// Lines under a table that say how and when it was made.
enum FooterText {
    static func matches(_ text: String) -> Bool {
        if isCertain(text) { return true }
        let name = HeaderName.normalized(text)
        return beginnings.contains(where: name.hasPrefix)
    }

    /// Whether it can be nothing else; other such lines may be the names of customers, as
    /// “Notebook World” and “Created By Design”.
    static func isCertain(_ text: String) -> Bool {
        let name = HeaderName.normalized(text)
        if exact.contains(name) || isPageNumber(name) { return true }
        let hasDate = WrittenDate.stated(in: text, order: .mdy) != nil
        if hasTime(text), hasDate { return true }
        guard beginnings.contains(where: name.hasPrefix) else { return false }
        return hasDate || text.contains(":") || text.hasSuffix(".") || text.utf8.count > 80
    }

    /// The day on which the report was made, when the line says it.
    static func madeOn(_ text: String, order: DateOrder?) -> LocalDate? {
        hasTime(text) ? WrittenDate.stated(in: text, order: order) : nil
    }

    private static func hasTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.dropFirst().dropLast().contains { index in
            bytes[index] == UInt8(ascii: ":") && isDigit(bytes[index - 1])
                && isDigit(bytes[index + 1])
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `page1of3`, `seite1von3`, `page1`, and nothing behind it.
    private static func isPageNumber(_ name: String) -> Bool {
        for word in ["page", "seite", "página", "pagina"] where name.hasPrefix(word) {
            let parts = name.dropFirst(word.count).split { $0.isNumber }
            return name.last?.isNumber ?? false
                && (parts.isEmpty || parts.count == 1 && pageWords.contains(String(parts[0])))
        }
        return false
    }

    private static let pageWords: Set<String> = ["of", "von", "sur", "de", "di", "van"]
    private static let exact: Set<String> = [
        "accrualbasis", "cashbasis", "cashbasisaccrualbasis", "endofreport", "enddesberichts",
        "unaudited", "confidential", "vertraulich",
    ]
    private static let beginnings = [
        "accrualbasis", "cashbasis", "reportgenerated", "generatedon", "generatedby", "printedon",
        "printedby", "exportedon", "erstelltam", "gedrucktam", "reportdate", "runon", "rundate",
        "imprimele", "éditéle", "thisreport", "note", "createdby", "poweredby", "endofreport",
    ]
}
