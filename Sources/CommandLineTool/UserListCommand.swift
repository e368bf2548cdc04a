import ArgumentParser
import Formats
import Tenancy

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who may log in, and where they belong.")

    @Option(help: "The members of this tenant alone.")
    var tenant: String?

    func run() async throws {
        let name = try tenant.map { text throws(TenancyError) in try TenantName(text) }
        let users = try await Session.runAsOperator { services, _ in
            if let name { _ = try await Session.scope(services, tenant: name.text) }
            return try await services.users.list(tenant: name)
        }
        guard !users.isEmpty else {
            StandardStream.output.write(
                "Nobody can log in yet. Create somebody with: countinghouse user create EMAIL"
                    + " --tenant NAME --role owner\n")
            return
        }
        var table = TextTable([
            .text("E-mail"), .text("Name"), .text("Tenant"), .text("Role"), .text("Password"),
            .text("Installation"),
        ])
        for user in users {
            table.append([
                user.email, user.name,
                user.tenant ?? "", user.role ?? "", user.hasPassword ? "set" : "not set yet",
                user.isOperator ? "operator" : "",
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
