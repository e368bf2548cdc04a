import Foundation

/// How a command is called so that it does its work if whoever calls it may.
struct CommandCall {
    let arguments: [String]
    /// Whether it is about a tenant, which can be named.
    let isAboutTenant: Bool

    private struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    /// - Throws: for a command of which nothing is said below: say it there.
    init(_ command: String, _ site: AccessSite, file: String) async throws {
        let arguments: [String]
        var isAboutTenant = true
        switch command {
        // An address that it must refuse: it is only asked whether it would begin.
        case "serve": (arguments, isAboutTenant) = (["--host", "192.0.2.1"], false)
        case "migrate", "openapi", "tenant list", "user list", "doctor", "secrets rotate",
            "secrets status":
            (arguments, isAboutTenant) = ([], false)
        case "audit seal", "audit verify": (arguments, isAboutTenant) = ([], false)
        case "person erase": (arguments, isAboutTenant) = ([try await site.leaver()], false)
        case "person export": (arguments, isAboutTenant) = ([AccessSite.newcomer], false)
        case "tenant create":
            (arguments, isAboutTenant) = (["t\(UUID().uuidString.lowercased())"], false)
        case "tenant suspend", "tenant resume", "tenant domain":
            (arguments, isAboutTenant) = (["spare"], false)
        // Another each time, so that something changes.
        case "tenant set": arguments = ["--buckets", "30,60,\(Int.random(in: 61...9_999))"]
        // Whose name is not given is not deleted: it is only asked whether it would be.
        case "tenant delete": arguments = ["--confirm", "another"]
        case "tenant export": arguments = ["--output", "\(file).\(UUID().uuidString).zip"]
        case "user create":
            (arguments, isAboutTenant) =
                ([AccessSite.newcomer, "--role", "viewer", "--tenant", "other"], false)
        case "user reset-password": (arguments, isAboutTenant) = ([AccessSite.newcomer], false)
        case "user operator":
            (arguments, isAboutTenant) = ([AccessSite.newcomer], false)
        case "user reset-second-factor":
            (arguments, isAboutTenant) = ([AccessSite.newcomer], false)
        case "member add":
            arguments = ["\(UUID().uuidString)@example.com", "--role", "viewer"]
        case "sso set":
            arguments = ["https://login.example.com", "--client-id", "us", "--unchecked"]
        case "sso show": arguments = []
        case "sso remove":
            try await site.setSignOn()
            arguments = []
        case "sso verify-domain":
            arguments = ["example.com"]
        case "member remove": arguments = [AccessSite.victim]
        case "member portfolio": arguments = [AccessSite.victim, "--group", "ours"]
        case "group create": arguments = [UUID().uuidString]
        case "group assign": arguments = [site.customer, "--to", "ours"]
        case "member role": arguments = [AccessSite.victim, "collector"]
        case "key create": arguments = ["program", "--may", "readReceivables"]
        case "key revoke": arguments = [try await site.key()]
        case "audit list", "key list", "member list", "group list", "rate list", "report aging",
            "verify":
            arguments = []
        case "rate set": arguments = ["EUR", "1.1", "--from", "2026-01-01"]
        case "import": arguments = [file, "--as", "invoices"]
        case "report statement": arguments = ["--customer", site.customer]
        default: throw Unknown(description: "\(command): nothing says how it is called")
        }
        self.arguments = command.split(separator: " ").map(String.init) + arguments
        self.isAboutTenant = isAboutTenant
    }
}
