import Hummingbird

/// The token in `Authorization: Bearer …`.
enum BearerToken {
    private static let scheme = "bearer "

    /// nil without one, or where the header names another scheme.
    static func text(of request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let written = header.utf8.prefix(scheme.utf8.count)
        guard Substring(written).lowercased() == scheme else { return nil }
        let rest = header.utf8.dropFirst(written.count).drop { $0 == UInt8(ascii: " ") }
        return String(Substring(rest))
    }
}
