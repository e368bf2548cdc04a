import Identity
import Kernel
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
        let text = lines.joined(separator: "\r\n")
        file = "data:text/plain;charset=utf-8," + PercentEscape.escaped(text)
        self.isNew = isNew
        self.next = next?.text ?? "\(AccountPageHandler.path)/"
    }
}
