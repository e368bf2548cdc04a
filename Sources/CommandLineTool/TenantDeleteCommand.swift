import ArgumentParser
import Kernel
import Tenancy

struct TenantDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Close a tenant; after \(TenantService.graceDays) days its rows are removed.")

    @OptionGroup var option: TenantOption

    @Option(help: "The tenant's name once more: there is no other question.")
    var confirm: String

    func run() async throws {
        let (tenant, confirm) = (option.tenant, confirm)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant)
            try scope.require(.manageTenant)
            guard confirm == scope.tenant.name.text else {
                throw TenancyError.notConfirmed(scope.tenant.name.text)
            }
            try await services.tenants.delete(scope, at: .now())
            StandardStream.output.write(
                "\(scope.tenant.name) is closed. Within \(TenantService.graceDays) days it can be"
                    + " opened again: countinghouse tenant resume \(scope.tenant.name)\n")
        }
    }
}
