import App
import ArgumentParser
import Kernel
import Receivables

struct GroupAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Put a customer into a group, or into none.")

    @Argument(help: "The customer's code, name or id.")
    var customer: String

    @Option(name: .customLong("to"), help: "The group; leave it out for none.")
    var group: String?

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            guard let found = try await services.customers.find(scope, customer) else {
                throw AgingError.unknownCustomer(customer)
            }
            let names = [group].compactMap(\.self)
            let id = try await services.groups.portfolio(scope, of: names).groups.first
            try await services.groups.assign(
                scope, found.id, to: id.map { ID<CustomerGroup>($0) })
            StandardStream.output.write(
                "\(found.name) is in \(group.map { "the group “\($0)”" } ?? "no group") now.\n")
        }
    }
}
