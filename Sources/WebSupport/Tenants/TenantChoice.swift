package import Hummingbird
package import Tenancy

/// Which of their tenants a visitor works in, kept in a cookie. It gives no right to anything:
/// whether they belong to it is looked up with every request.
struct TenantChoice {
    static let path = "/tenant"
    static let cookie = "ch_tenant"
    private static let lifetimeSeconds = 31_536_000

    let name: TenantName

    init(_ name: TenantName) {
        self.name = name
    }

    /// What a request's cookie says, if the visitor belongs to it.
    init?(of request: Request, _ visitor: Visitor) {
        guard let value = request.cookie(Self.cookie),
            let name = try? TenantName(String(value)), visitor.memberships[name] != nil
        else { return nil }
        self.name = name
    }

    var cookie: Cookie {
        Cookie(
            name: Self.cookie, value: name.text, maxAge: Self.lifetimeSeconds, path: "/",
            httpOnly: true, sameSite: .lax)
    }

    /// The page to choose on, which leads back to what was asked for.
    static func page(for request: Request) -> String {
        LocalPath(of: request).map { "\(path)?\($0.parameter)" } ?? path
    }
}

extension Response {
    /// Lets a browser work in a tenant from now on.
    package mutating func choose(_ name: TenantName) {
        setCookie(TenantChoice(name).cookie)
    }
}
