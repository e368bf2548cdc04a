import Crypto
import PostgresClient

/// What records say of an endpoint's address. They are sealed for good and read by others than
/// whoever set it, and its path and query often open something: chat services have nothing else to
/// keep others out with.
///
/// Scheme and host stay, and the first part of a path of several where it is a short word of small
/// letters: a token has digits, capitals or other characters in it, or is longer. A digest of the
/// whole tells one address from another.
enum RecordedAddress {
    private static let digestBytes = 4

    static func text(_ url: String) -> String {
        let word = #/[a-z]+:\/\/[^\/?#]+(?:\/[a-z]{1,12}(?=\/[^\/?#]))?/#
        let kept = url.prefixMatch(of: word).map { String($0.output) } ?? ""
        let digest = SHA256.hash(data: Array(url.utf8)).prefix(digestBytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }
        return "\(kept)/… #\(digest.joined())"
    }

    /// The same of `result.url`, as it is stored.
    static let stored: Query = """
        coalesce(substring(result.url
            FROM '^[a-z]+://[^/?#]+(?:/[a-z]{1,12}(?=/[^/?#]))?'), '') || '/… #'
            || left(encode(sha256(convert_to(result.url, 'UTF8')), 'hex'), 8)
        """
}
