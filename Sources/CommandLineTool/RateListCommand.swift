import ArgumentParser
import Formats

struct RateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the exchange rates of a tenant.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let rates = try await services.customers.rates(scope)
            guard !rates.isEmpty else {
                StandardStream.output.write(
                    "There is no rate yet. Set one with: countinghouse rate set EUR 1.0845"
                        + " --from 2026-01-01\n")
                return
            }
            var table = TextTable([
                .text("Currency"), .text("From"), .text(scope.tenant.currency.code),
            ])
            for rate in rates {
                table.append([rate.currency.code, rate.day.description, rate.rate.description])
            }
            StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
        }
    }
}
