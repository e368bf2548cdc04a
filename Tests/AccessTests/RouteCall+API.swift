import Foundation
import Kernel
import Receivables
import Tenancy
import WebSupport

/// What the API's addresses stand for, and what is sent to them.
extension RouteCall {
    /// Behind an address's question mark, where it needs something there.
    static func query(_ route: RouteListing, _ site: AccessSite) -> String {
        switch "\(route.method) \(route.path)" {
        case "GET /api/v1/allocations": "?document_id=\(site.document)"
        case "GET /ar/report/changes.json": "?as_of=2026-08-31&compare=2026-07-31"
        case "GET /api/v1/reports/statement": "?customer_id=\(site.customer)"
        // Whoever works elsewhere stores nothing there, so that ids of ours are not also theirs.
        case "POST /api/v1/imports": "?dry_run=true"
        default: ""
        }
    }

    /// What stands for the id of an address of the API: something of ours, new where it may be
    /// taken away; nil for addresses of others.
    static func id(_ path: String, _ site: AccessSite) async throws -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 3, parts[0] == "api", parts[3] == ":id" else { return nil }
        switch parts[2] {
        case "customers": return site.customer
        case "contacts": return try await contact(site)
        case "groups": return try await site.group()
        case "payment-terms": return try await terms(site)
        case "imports": return "\(site.importID)"
        case "exports": return try await export(site)
        case "allocations": return try await allocation(site)
        case "write-offs": return try await writeOff(site)
        case "webhooks": return try await site.webhook()
        case "jobs": return try await site.job(isCancelled: path.hasSuffix("/retry"))
        case "users": return try await site.resetVictim()
        case "invitations": return try await site.invitation()
        default: return nil
        }
    }

    /// What is sent to an address of the API; nil for addresses of others.
    static func json(
        _ route: RouteListing, _ site: AccessSite, newCustomer code: String
    ) async throws -> String? {
        let cent = #""amount": {"amount": "0.01", "currency": "USD"}"#
        switch "\(route.method) \(route.path)" {
        case "POST /api/v1/customers": return #"{"code": "\#(code)", "name": "Ann"}"#
        case "POST /api/v1/customers/batch":
            return #"{"items": [{"code": "\#(code)", "name": "Ann"}]}"#
        case "PATCH /api/v1/customers/:id": return #"{"currency": "USD"}"#
        case "POST /api/v1/customers/:id/contacts", "PATCH /api/v1/contacts/:id":
            return #"{"name": "Ada"}"#
        case "POST /api/v1/groups", "PATCH /api/v1/groups/:id": return #"{"name": "\#(UUID())"}"#
        case "POST /api/v1/payment-terms": return #"{"name": "Net 30", "due_days": 30}"#
        case "POST /api/v1/refunds":
            let credit = try await site.document(.receipt)
            return """
                {"credit_id": "\(credit)", "number": "\(UUID())", "date": "2026-07-01", \(cent)}
                """
        case "POST /api/v1/allocations":
            let credit = try await site.document(.receipt)
            let invoice = try await site.document(.invoice)
            return #"{"credit_id": "\#(credit)", "document_id": "\#(invoice)", \#(cent)}"#
        case "POST /api/v1/write-offs":
            return #"{"document_id": "\#(try await site.document(.invoice))", \#(cent)}"#
        case "POST /api/v1/rates":
            return #"{"currency": "EUR", "date": "2026-07-01", "rate": "1.1"}"#
        case "POST /api/v1/exports": return #"{"report": "aging", "format": "csv"}"#
        case "POST /api/v1/webhooks":
            return #"{"url": "\#(AccessSite.publicURL)", "events": ["invoice.paid"]}"#
        case "POST /api/v1/users":
            return #"{"email": "\#(UUID().uuidString)@example.com", "role": "viewer"}"#
        case "PATCH /api/v1/users/:id": return #"{"role": "collector"}"#
        case "PATCH /api/v1/webhooks/:id": return #"{"events": ["invoice.paid"]}"#
        case "POST /api/v1/webhooks/:id/replay": return #"{"since": "2026-07-01T00:00:00Z"}"#
        case "DELETE /api/v1/webhooks/:id", "POST /api/v1/webhooks/:id/pause",
            "POST /api/v1/webhooks/:id/resume", "POST /api/v1/webhooks/:id/secret",
            "POST /api/v1/webhooks/:id/test", "POST /api/v1/webhooks/deliveries/:id/replay",
            "POST /api/v1/jobs/:id/retry", "POST /api/v1/jobs/:id/cancel":
            return ""
        case "DELETE /api/v1/contacts/:id", "DELETE /api/v1/groups/:id",
            "DELETE /api/v1/users/:id", "DELETE /api/v1/invitations/:id",
            "POST /api/v1/invitations/:id/send",
            "POST /api/v1/allocations/:id/reverse", "POST /api/v1/write-offs/:id/reverse",
            "POST /api/v1/imports/:id/undo", "POST /api/v1/imports/files/:token/cancel":
            return ""
        default: return nil
        }
    }

    /// What is asked with a password, code, link or name that is wrong on purpose, so that it is
    /// done for nobody; or to stop what does not run.
    static func isNeverDone(_ route: RouteListing) -> Bool {
        [
            "POST /login", "POST /login/sso", "GET /login/sso/callback", "POST /admin/sso",
            "POST /account/confirm", "POST /account/password",
            "POST /account/second-factor/codes", "POST /account/second-factor/confirm",
            "POST /admin/company/delete", "DELETE /api/v1/tenants/:name",
            "POST /api/v1/imports/files/:token/cancel",
        ].contains("\(route.method) \(route.path)")
    }

    /// In a transaction of our tenant's.
    private static func once(
        _ site: AccessSite,
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> String
    ) async throws -> String {
        try await site.services.once.perform(site.scope, nil) { connection in
            OnceAnswer(status: 200, path: try work(connection))
        }.path ?? ""
    }

    private static func contact(_ site: AccessSite) async throws -> String {
        let (services, customer) = (site.services, CustomerID(site.customer) ?? ID(1))
        return try await once(site) { connection in
            let made = try services.contacts.add(
                site.scope, ContactDraft(name: "Ada"), to: customer, on: connection)
            return "\(made.id)"
        }
    }

    private static func terms(_ site: AccessSite) async throws -> String {
        let terms = PaymentTerms(name: UUID().uuidString, dueDays: 30)
        return try await once(site) { connection in
            let made = try site.services.terms.set(site.scope, terms, on: connection)
            return "\(made.id)"
        }
    }

    private static func allocation(_ site: AccessSite) async throws -> String {
        let credit = DocumentID(try await site.document(.receipt)) ?? ID(1)
        let invoice = DocumentID(try await site.document(.invoice)) ?? ID(1)
        return try await site.services.posting.allocate(
            site.scope, [AllocationRequest(credit: credit, target: invoice, minorUnits: 1)]
        ).map { "\($0)" }.first ?? ""
    }

    private static func writeOff(_ site: AccessSite) async throws -> String {
        let invoice = DocumentID(try await site.document(.invoice)) ?? ID(1)
        let cent = Money(minorUnits: 1, currency: site.scope.tenant.currency)
        return try await once(site) { connection in
            let services = site.services
            try services.posting.writeOff(
                site.scope, invoice, cent, on: site.scope.today(), today: site.scope.today(),
                on: connection)
            let made = try services.settling.writeOffs(
                site.scope, justMadeOf: invoice, on: connection)
            return made.map { "\($0.id)" }.first ?? ""
        }
    }
}
