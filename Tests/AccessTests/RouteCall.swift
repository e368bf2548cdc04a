import BooksTestSupport
import Foundation
import HTTPTypes
import Identity
import Receivables
import WebSupport

/// One request that should be answered if its sender may make it.
struct RouteCall {
    let path: String
    var form: [(String, String)] = []
    /// Not a form.
    var body: (type: String, text: String)?

    private struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - caller: who asks, where that makes a difference to what is sent.
    ///   - newCustomer: the code of one that is made.
    /// - Throws: where it is not said below what an address stands for: say so there.
    init(
        _ route: RouteListing, _ caller: Caller, _ site: AccessSite, newCustomer: String
    ) async throws {
        var path = route.path
        if let id = try await Self.id(path, site) {
            path = path.replacing(":id", with: id)
        } else if path.hasPrefix("/exports/:id") {
            path = try await path.replacing(":id", with: Self.export(site))
        } else if path.hasPrefix("/import/file/:token")
            || path.hasPrefix("/api/v1/imports/files/:token")
        {
            let wantsStored = ["/rejects.csv", "/rejects"].contains { path.hasSuffix($0) }
            let token =
                wantsStored
                ? site.importToken
                : try await AccessSite.upload(site.parts, site.scope).token.text
            path = path.replacing(":token", with: token)
        } else if path == "/login/link/:token" {
            let link = try await site.services.users.loginLink(
                EmailAddress(AccessSite.newcomer), at: .now())
            path = path.replacing(":token", with: link.text)
        } else if path == "/account/sessions/:id/end" {
            path = try await path.replacing(":id", with: site.foreignSession())
        } else if path == "/admin/sessions/:id/end" {
            path = try await path.replacing(":id", with: site.memberSession())
        } else if path == "/admin/sessions/of/:id/end" {
            path = try await path.replacing(":id", with: site.resetVictim())
        } else if path.hasPrefix("/admin/keys/:id") {
            path = try await path.replacing(":id", with: site.key())
        } else if path.hasSuffix("tenants/:name/suspend") || path.hasSuffix("tenants/:name/resume")
        {
            path = try await path.replacing(
                ":name", with: site.spare(isOpen: path.hasSuffix("/suspend")))
        } else if path.contains("/webhooks/deliveries/:id") {
            path = try await path.replacing(":id", with: site.webhookDelivery())
        } else if path.hasPrefix("/admin/webhooks/:id") {
            path = try await path.replacing(":id", with: site.webhook())
        } else if path.hasPrefix("/admin/jobs/:id") {
            path = try await path.replacing(
                ":id", with: site.job(isCancelled: path.hasSuffix("/retry")))
        } else if path == "/admin/sso/remove" {
            try await site.setSignOn()
        } else if path.hasPrefix("/ar/groups/:id") {
            path = try await path.replacing(":id", with: site.group())
        } else if path.hasPrefix("/admin/members/:id") {
            path = try await path.replacing(":id", with: site.resetVictim())
        } else if path.hasPrefix("/admin/invitations/:id") {
            path = try await path.replacing(":id", with: site.invitation())
        }
        if let kind = Self.documents.first(where: { path.hasPrefix("/api/v1/\($0.key)/:id") }) {
            path = try await path.replacing(":id", with: site.document(kind.value))
        }
        let ids = [
            "/api/v1/tenants/:name": AccessSite.tenant,
            "/ar/customers/:id": site.customer, "/ar/documents/:id": site.document,
            "/import/:id": "\(site.importID)",
            "/ar/api/invoice-details/:customer": site.customer,
        ]
        for (prefix, id) in ids where path.hasPrefix(prefix) {
            let parameter = prefix.split(separator: "/").last.map(String.init) ?? ""
            path = path.replacing(parameter, with: id)
        }
        guard !path.contains(":") else {
            throw Unknown(description: "\(route): nothing stands for its parameter")
        }
        self.path = path + Self.query(route, site)
        guard route.method != "GET" else { return }
        if let json = try await Self.json(route, site, newCustomer: newCustomer) {
            body = ("application/json", json)
            return
        }
        if let form = try await Self.guestForm(route, caller, site) {
            self.form = form
        } else {
            try fill(route, site)
        }
    }

    private mutating func fill(_ route: RouteListing, _ site: AccessSite) throws {
        switch "\(route.method) \(route.path)" {
        case "POST /login":
            form = [("email", AccessSite.newcomer), ("password", "not the right one")]
        case "POST /login/sso": form = [("email", "nobody@nowhere.example")]
        case "POST /admin/sso": form = [("issuer", "https://127.0.0.1"), ("client_id", "us")]
        case "POST /admin/sso/remove": break
        case "POST /login/forgot": form = [("email", "\(UUID().uuidString)@example.com")]
        case "POST /api/v1/auth/forgot":
            body = ("application/json", "{\"email\": \"\(UUID().uuidString)@example.com\"}")
        case "POST /login/link/:token", "POST /logout", "POST /account/sessions/end",
            "POST /account/sessions/:id/end", "POST /exports/:id/remove",
            "POST /import/:id/undo", "POST /import/file/:token/cancel",
            "POST /import/file/:token/remove", "POST /admin/members/:id/remove",
            "POST /admin/invitations/:id/again", "POST /admin/invitations/:id/remove",
            "POST /admin/keys/:id/revoke", "POST /account/second-factor/begin",
            "POST /account/second-factor/codes", "POST /account/second-factor/off",
            "POST /admin/security", "POST /admin/sessions/end",
            "POST /admin/sessions/:id/end", "POST /admin/sessions/of/:id/end",
            "POST /ar/groups/:id/remove", "POST /admin/jobs/:id/retry",
            "POST /admin/jobs/:id/cancel", "POST /admin/webhooks/:id/pause",
            "POST /admin/webhooks/:id/resume", "POST /admin/webhooks/:id/test",
            "POST /admin/webhooks/:id/remove", "POST /admin/webhooks/:id/replay",
            "POST /admin/webhooks/:id/secret", "POST /admin/webhooks/deliveries/:id/replay":
            break
        case "POST /login/code", "POST /account/second-factor/confirm":
            form = [("code", "000000")]
        case "POST /account/confirm": form = [("password", "not the right one")]
        case "POST /account/password":
            form = [
                ("old_password", "not the right one"), ("password", "another long one"),
                ("password_again", "another long one"),
            ]
        case "POST /ar/groups": form = [("name", UUID().uuidString)]
        case "POST /ar/customers/:id/group": form = [("group", site.ours)]
        case "POST /admin/members/:id/portfolio": form = [("sees", "all")]
        case "POST /import/file/:token":
            body = Self.multipart([("csrf_token", "TOKEN"), ("as", "auto")])
        case "POST /import": body = Self.file
        case "POST /api/v1/imports": body = ("text/csv", AccessSite.short)
        case "POST /api/v1/auth/login", "POST /accounts/login":
            body = (
                "application/json",
                "{\"email\": \"\(UUID().uuidString)@example.com\", \"password\": \"wrong\"}"
            )
        case "POST /api/v1/auth/refresh", "POST /api/v1/auth/logout":
            body = ("application/json", "{\"refresh\": \"\(SecretToken().text)\"}")
        // Another each time, so that something changes.
        case "POST /admin/company":
            form = [
                ("name", AccessSite.tenant), ("time_zone", "UTC"), ("locale", "en-US"),
                ("limits", "30, 60, \(Int.random(in: 61...9_999))"), ("fiscal_year_start", "1"),
            ]
        // It is only asked whether it would be: the name is not the company's.
        case "POST /admin/company/delete": form = [("name", "another")]
        case "POST /admin/company/export": break
        case "DELETE /api/v1/tenants/:name":
            body = ("application/json", "{\"confirm\": \"another\"}")
        case "PATCH /api/v1/tenants/:name":
            // Another each time, so that something changes.
            let days = Int.random(in: 61...9_999)
            body = ("application/json", "{\"aging_limits\": [30, 60, \(days)]}")
        case "POST /api/v1/invoices", "POST /api/v1/credit-notes", "POST /api/v1/receipts",
            "POST /api/v1/opening-balances":
            body = ("application/json", Self.document(site))
        case "POST /api/v1/invoices/batch", "POST /api/v1/credit-notes/batch",
            "POST /api/v1/receipts/batch", "POST /api/v1/opening-balances/batch":
            body = ("application/json", "{\"items\": [\(Self.document(site))]}")
        case "POST /api/v1/invoices/:id/void", "POST /api/v1/credit-notes/:id/void",
            "POST /api/v1/receipts/:id/void", "POST /api/v1/refunds/:id/void",
            "POST /api/v1/opening-balances/:id/void":
            break
        case "POST /admin/tenants":
            form = [
                ("name", "t\(UUID().uuidString.lowercased())"), ("currency", "EUR"),
                ("time_zone", "UTC"), ("locale", "en-US"), ("owner", "first@example.com"),
            ]
        case "POST /api/v1/tenants":
            body = ("application/json", "{\"name\": \"t\(UUID().uuidString.lowercased())\"}")
        case "POST /admin/tenants/:name/suspend": form = [("name", "spare")]
        case "POST /admin/tenants/:name/resume",
            "POST /api/v1/tenants/:name/suspend", "POST /api/v1/tenants/:name/resume",
            "POST /api/v1/tenants/:name/export":
            break
        case "POST /tenant": form = [("tenant", AccessSite.tenant)]
        case "POST /ar/customers/:id/notes": form = [("text", "Called, nobody there")]
        case "POST /admin/webhooks", "POST /admin/webhooks/:id":
            form = [("url", AccessSite.publicURL), ("on_invoice_paid", "yes")]
        case "POST /admin/keys":
            form = [("name", "program"), ("days", "30"), ("readReceivables", "yes")]
        case "POST /admin/members":
            form = [("email", "\(UUID().uuidString)@example.com"), ("role", "viewer")]
        case "POST /admin/members/:id/role": form = [("role", "collector")]
        default: throw Unknown(description: "\(route): nothing says what is sent")
        }
    }

    /// Where documents of a kind are.
    private static let documents: [String: DocumentKind] = [
        "invoices": .invoice, "credit-notes": .creditNote, "receipts": .receipt,
        "refunds": .refund, "opening-balances": .openingBalance,
    ]

    /// A new document of ours, another each time.
    private static func document(_ site: AccessSite) -> String {
        """
        {"customer_id": "\(site.customer)", "number": "\(UUID().uuidString)", \
        "date": "2026-07-01", "amount": {"amount": "1.00", "currency": "\(Books.base)"}}
        """
    }

    private static let boundary = "part-of-the-form"

    /// A form with a file; `TOKEN` stands for the visitor's.
    private static var file: (type: String, text: String) {
        let parts = [
            "Content-Disposition: form-data; name=\"csrf_token\"\r\n\r\nTOKEN",
            "Content-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n"
                + AccessSite.list,
        ]
        let text = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
        return ("multipart/form-data; boundary=\(boundary)", text)
    }

    private static func multipart(_ fields: [(String, String)]) -> (type: String, text: String) {
        let text = fields.map { name, value in
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined()
        return ("multipart/form-data; boundary=\(boundary)", text + "--\(boundary)--\r\n")
    }

    /// A finished export of the accountant's.
    static func export(_ site: AccessSite) async throws -> String {
        let owner = ExportOwner(site.scope)
        let work = ExportWork(
            title: "List", fileName: "list.csv", contentType: "text/csv", progress: { "" },
            run: { path in try Data("a,b\n".utf8).write(to: URL(fileURLWithPath: path)) })
        let id = try await site.parts.exports.start(work, for: owner)
        await site.parts.exports.wait(for: id, atMost: nil)
        return id
    }
}
