import App
import ArgumentParser
import Identity
import Tenancy

extension Permission: ExpressibleByArgument {}

struct KeyCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key and print it, once.",
        discussion: """
            A program sends it as “Authorization: Bearer KEY”. One that is made in somebody's name \
            (COUNTINGHOUSE_USER) does no more than they may, and ends when they leave the tenant.
            """)

    @Argument(help: "What to call the program.")
    var name: String

    @Option(name: .customLong("may"), help: "What it may do; can be given several times.")
    var permissions: [Permission]

    @Option(help: "How many days it lasts.")
    var days = KeyService.daysStandard

    @Option(
        name: .customLong("group"),
        help: "A group of customers that it is limited to; can be given several times.")
    var groups: [String] = []

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let secret = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let portfolio =
                groups.isEmpty ? nil : try await services.groups.portfolio(scope, of: groups)
            return try await services.keys.create(
                scope, name: name, permissions: Set(permissions), portfolio: portfolio,
                days: days, at: .now()
            ).secret
        }
        StandardStream.output.write("\(secret.text)\n")
    }
}
