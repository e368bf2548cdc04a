import Formats

/// A line between the documents that names the customer of those below it.
struct HeadingText {
    let label: String
    /// What follows the code of the customer, where the line names both.
    let name: String?

    /// A line such as `A/C:`, `ABS001`, `Name:`, `ABS Garages Ltd`, `Contact:`, `Mike Hall`.
    ///
    /// - Returns: nil for any other line.
    init?(pairs row: TableRow) {
        let texts = row.filled.map { row.cells[$0].shown }
        guard texts.count >= 2, texts[0].hasSuffix(":"),
            Self.codes.contains(HeaderName.normalized(texts[0])), !texts[1].hasSuffix(":")
        else { return nil }
        label = texts[1]
        let place = texts.firstIndex { Self.names.contains(HeaderName.normalized($0)) }
        let after = place.map { $0 + 1 } ?? texts.count
        name = after < texts.count && !texts[after].hasSuffix(":") ? texts[after] : nil
    }

    /// `Customer: Acme Ltd` without what it says of the name.
    static func withoutWord(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isLetter),
            words.contains(HeaderName.normalized(String(text[..<colon])))
        else { return text }
        let rest = String(text[text.index(after: colon)...]).trimmedOfBlanks
        return rest.isEmpty ? text : rest
    }

    /// Whether a line says how to reach the customer above it: `(555) 010-0123`, `Tel: …`.
    static func isContact(_ text: String) -> Bool {
        if let colon = text.firstIndex(of: ":"),
            contacts.contains(HeaderName.normalized(String(text[..<colon])))
        {
            return true
        }
        let digits = text.count { $0.isNumber }
        let signs = text.allSatisfy { $0.isNumber || " +-().\u{A0}/".contains($0) }
        return signs && digits >= 7 && digits <= 15 && digits < text.count
    }

    private static let codes: Set<String> = [
        "ac", "account", "accountno", "customer", "customerid",
    ]
    private static let names: Set<String> = ["name", "customername"]
    private static let words: Set<String> = [
        "customer", "client", "debtor", "kunde", "debitor", "cliente", "klant", "account",
    ]
    private static let contacts: Set<String> = [
        "tel", "telephone", "phone", "mobile", "fax", "email", "mail", "contact", "telefon",
        "téléphone", "teléfono", "attn", "attention",
    ]
}
