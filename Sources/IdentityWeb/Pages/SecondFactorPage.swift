import Identity
import WebSupport

/// Somebody's second factor: off, being set up, or on.
struct SecondFactorPage {
    let layout: PageLayout
    let isOff: Bool
    let isOn: Bool
    /// To the day; empty where it is off.
    let since: String
    let codesLeft: Int
    let hasFewCodes: Bool
    /// What the phone scans; nil where nothing is being set up.
    let code: QRCode?
    /// The same for typing, in groups of four.
    let secret: String?
    let problem: String?
    let beginAction: String
    let confirmAction: String
    let codesAction: String
    let offAction: String

    init(
        _ status: SecondFactorStatus, offer: SecondFactorOffer?, next: LocalPath?,
        layout: PageLayout, problem: String?
    ) {
        func action(_ name: String) -> String {
            let path = "\(SecondFactorPageHandler.path)/\(name)"
            return next?.after(path) ?? path
        }
        self.layout = layout
        self.problem = problem
        isOn = status.isOn && offer == nil
        isOff = !status.isOn && offer == nil
        since = status.since.map { String("\($0)".prefix(10)) } ?? ""
        codesLeft = status.codesLeft
        hasFewCodes = status.codesLeft < 4
        code = offer.flatMap { QRCode($0.address) }
        secret = offer.map { Self.grouped($0.secret) }
        beginAction = action("begin")
        confirmAction = action("confirm")
        codesAction = action("codes")
        offAction = action("off")
    }

    private static func grouped(_ text: String) -> String {
        var groups: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }
}
