/// The passwords that guessers try first, and what people make of them to satisfy a rule: digits
/// and signs around them, letters written as digits, the same again.
enum CommonPasswords {
    /// In small letters; of longer ones also what is left without the digits around them.
    private static let all = Set(
        PackageResources.common_passwords_txt.split(separator: UInt8(ascii: "\n"))
            .map { String(decoding: $0, as: UTF8.self) })

    private static let lookalikes: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "i",
    ]

    static func contains(_ password: String) -> Bool {
        let lower = password.lowercased().filter { !$0.isWhitespace }
        let core = core(of: lower)
        // A date, a telephone number, a row of keys.
        if core.isEmpty { return lower.allSatisfy(\.isASCII) }
        let spelled = String(core.map { lookalikes[$0] ?? $0 })
        return [lower, core, unit(of: lower), unit(of: core), unit(of: spelled)]
            .contains(where: all.contains)
    }

    /// Without what is no letter at its beginning and end.
    private static func core(of text: String) -> String {
        var rest = text[...]
        while let first = rest.first, !first.isLetter { rest.removeFirst() }
        while let last = rest.last, !last.isLetter { rest.removeLast() }
        return String(rest)
    }

    /// What the text is a repetition of; itself where it is none.
    private static func unit(of text: String) -> String {
        let letters = Array(text)
        guard letters.count > 1 else { return text }
        for length in 1...(letters.count / 2) where letters.count.isMultiple(of: length) {
            if letters.indices.allSatisfy({ letters[$0] == letters[$0 % length] }) {
                return String(letters[..<length])
            }
        }
        return text
    }
}
