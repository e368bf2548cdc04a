import ArgumentParser
import Kernel
import Tenancy

struct TenantCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a tenant: one company's books.")

    @Argument(help: "Lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: "The base currency, an ISO 4217 code.")
    var currency = "USD"

    @Option(help: "The time zone that decides what day it is, such as Europe/Berlin.")
    var timeZone = "UTC"

    @Option(help: "The language tag for dates and numbers, such as de-DE.")
    var locale = "en-US"

    func run() async throws {
        guard let known = Currency.find(currency) else {
            throw TenancyError.unknownCurrency(currency)
        }
        guard let zone = try? TimeZoneName(timeZone) else {
            throw TenancyError.unknownTimeZone(timeZone)
        }
        let settings = TenantSettings(
            name: try TenantName(name), currency: known, timeZone: zone, locale: locale)
        try await Session.runAsOperator { services, _ in
            let tenant = try await services.tenants.create(settings)
            StandardStream.output.write(
                "Created the tenant \(tenant.name) (\(tenant.currency), \(tenant.timeZone.name)).\n"
            )
        }
    }
}
