import FoundationEssentials

/// Where a Redis server is: `redis://[[user]:password@]host[:port][/database]` (not a secret), or
/// `unix:///path/of/the/socket`.
///
/// Source of the form: https://www.iana.org/assignments/uri-schemes/prov/redis
package struct RedisAddress: Sendable, Hashable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    enum Place: Hashable {
        case host(String, port: Int)
        case socket(String)
    }

    static let portStandard = 6_379
    private static let databaseMax = 1_023

    let place: Place
    let user: String?
    let password: String?
    let database: Int

    /// nil for what is not of that form.
    package init?(_ text: String) {
        if text.hasPrefix("unix://") {
            let path = String(text.dropFirst("unix://".count))
            guard path.hasPrefix("/"), path.utf8.count <= 100, !path.utf8.contains(0) else {
                return nil
            }
            self.init(.socket(path), user: nil, password: nil, database: 0)
            return
        }
        guard let parts = URLComponents(string: text), parts.scheme == "redis",
            var host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil
        else { return nil }
        // An IPv6 address stands in brackets.
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let number = parts.path.dropFirst()
        guard let database = number.isEmpty ? 0 : Int(number),
            (0...Self.databaseMax).contains(database)
        else { return nil }
        let port = parts.port ?? Self.portStandard
        guard (1...65_535).contains(port) else { return nil }
        self.init(
            .host(host, port: port), user: parts.user.flatMap { $0.isEmpty ? nil : $0 },
            password: parts.password, database: database)
    }

    private init(_ place: Place, user: String?, password: String?, database: Int) {
        self.place = place
        self.user = user
        self.password = password
        self.database = database
    }

    /// Without user and password.
    package var description: String {
        switch place {
        case .host(let host, let port): "\(host):\(port)"
        case .socket(let path): path
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
