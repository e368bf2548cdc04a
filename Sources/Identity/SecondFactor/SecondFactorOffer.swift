import Kernel

/// A seed that somebody is shown to set their phone up with.
package struct SecondFactorOffer: Sendable {
    static let lifetime: Duration = .seconds(1_800)
    private static let issuer = "Countinghouse"

    let seed: [UInt8]
    private let account: String

    init(seed: [UInt8], account: String) {
        self.seed = seed
        self.account = account
    }

    /// For typing into a phone.
    package var secret: String { Base32.text(seed) }

    /// What the code that a phone scans says.
    package var address: String {
        "otpauth://totp/\(Self.issuer):\(PercentEscape.escaped(account))?secret=\(secret)"
            + "&issuer=\(Self.issuer)&algorithm=SHA1&digits=\(OneTimeCode.digits)&period=30"
    }
}
