import Identity
import WebSupport

/// Recovery codes, shown here and never again.
struct RecoveryCodesPage {
    let layout: PageLayout
    let codes: [String]
    /// Where to go then.
    let next: String
    let isNew: Bool

    init(_ codes: [RecoveryCode], isNew: Bool, next: LocalPath?, layout: PageLayout) {
        self.layout = layout
        self.codes = codes.map(\.text)
        self.isNew = isNew
        self.next = next?.text ?? "\(AccountPageHandler.path)/"
    }
}
