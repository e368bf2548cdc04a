import Identity
import WebSupport

/// Recovery codes, shown here and never again.
struct RecoveryCodesPage {
    let layout: PageLayout
    /// Whose they are.
    let email: String
    let codes: [String]
    /// The same as a file, whole in its address: no server keeps it.
    let file: String
    /// Where to go then.
    let next: String
    let isNew: Bool

    init(
        _ codes: [RecoveryCode], of email: String, isNew: Bool, next: LocalPath?,
        layout: PageLayout
    ) {
        self.layout = layout
        self.email = email
        self.codes = codes.map(\.text)
        let lines = ["Countinghouse: recovery codes of \(email)", ""] + self.codes + [""]
        file = "data:text/plain;charset=utf-8," + Self.escaped(lines.joined(separator: "\r\n"))
        self.isNew = isNew
        self.next = next?.text ?? "\(AccountPageHandler.path)/"
    }

    /// Letters and digits as they are, everything else as its bytes.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            guard byte >= 0x80 || !(character.isLetter || character.isNumber) else {
                return String(character)
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
