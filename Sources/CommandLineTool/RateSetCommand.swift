import ArgumentParser
import Kernel

struct RateSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set what one unit of a currency is worth in the tenant's, from a day on.",
        discussion: "Documents that are in the books keep the rate they were posted with.")

    @Argument(help: "The currency, such as EUR.")
    var currency: String

    @Argument(help: "The tenant's currency for one unit of it, such as 1.0845.")
    var rate: String

    @Option(help: "The first day it holds, YYYY-MM-DD.")
    var from: LocalDate

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        guard let known = Currency.find(currency.uppercased()) else {
            throw ValidationError("“\(currency)” is not an ISO 4217 currency code.")
        }
        let value: ExactDecimal
        do { value = try ExactDecimal(parsing: rate) } catch {
            throw ValidationError(error.userMessage)
        }
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            guard known != scope.tenant.currency else {
                throw ValidationError("\(known.code) is the tenant's own currency.")
            }
            try await services.customers.setRate(scope, known, from: from, to: value)
            StandardStream.output.write(
                "From \(from) on, 1 \(known.code) is \(value) \(scope.tenant.currency.code).\n")
        }
    }
}
