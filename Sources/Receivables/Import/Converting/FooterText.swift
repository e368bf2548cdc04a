import Formats
import Kernel

/// Lines under a table that say how and when it was made.
enum FooterText {
    static func matches(_ text: String) -> Bool {
        let name = HeaderName.normalized(text)
        if exact.contains(name) || beginnings.contains(where: name.hasPrefix) { return true }
        if isPageNumber(name) { return true }
        return hasTime(text) && WrittenDate.stated(in: text, order: .mdy) != nil
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

    /// `page1of3`, `seite1von3`, `page1`.
    private static func isPageNumber(_ name: String) -> Bool {
        for word in ["page", "seite", "página", "pagina"] where name.hasPrefix(word) {
            return name.dropFirst(word.count).first?.isNumber ?? false
        }
        return false
    }

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
