import App
import ArgumentParser
import Identity
import Kernel
import Tenancy

struct KeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take a key back, at once.")

    @Argument(help: "The id of the key, as the list has it.")
    var id: String

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        guard let key = ID<APIKey>(id) else { throw IdentityError.unknownKey }
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            try await services.keys.revoke(scope, key)
            StandardStream.output.write("Key \(key) does not work any more.\n")
        }
    }
}
