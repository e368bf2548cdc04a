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
        "otpauth://totp/\(Self.issuer):\(Self.escaped(account))?secret=\(secret)"
            + "&issuer=\(Self.issuer)&algorithm=SHA1&digits=\(OneTimeCode.digits)&period=30"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
