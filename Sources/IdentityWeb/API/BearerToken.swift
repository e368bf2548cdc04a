import Hummingbird

/// The token in `Authorization: Bearer …`.
enum BearerToken {
    private static let scheme = "bearer "

    /// nil without one, or where the header names another scheme.
    static func text(of request: Request) -> String? {
        guard let header = request.headers[.authorization],
            header.lowercased().hasPrefix(scheme)
        else { return nil }
        return String(header.dropFirst(scheme.count).drop { $0 == " " })
    }
}
