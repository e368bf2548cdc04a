import App
import ArgumentParser
import Formats
import Identity
import Tenancy

struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys of a tenant's programs.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let keys = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return try await services.keys.list(scope)
        }
        guard !keys.isEmpty else {
            StandardStream.output.write("No program has a key yet.\n")
            return
        }
        var table = TextTable([
            .text("Id"), .text("Program"), .text("May"), .text("Lasts until"), .text("Last used"),
        ])
        for key in keys {
            table.append([
                "\(key.id)", key.name,
                key.effective.map(\.rawValue).sorted().joined(separator: ", "),
                String("\(key.expiresAt)".prefix(10)),
                key.lastUsedAt.map { String("\($0)".prefix(10)) } ?? "never",
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
