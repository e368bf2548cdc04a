import ArgumentParser

struct TenantExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything of a tenant into one ZIP archive of CSV files.")

    @OptionGroup var option: TenantOption

    @Option(help: "The file to make; there must be none yet.")
    var output: String

    func run() async throws {
        let (tenant, output) = (option.tenant, output)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant)
            try await services.archive.write(scope, to: output)
            StandardStream.output.write("Wrote everything of \(scope.tenant.name) to \(output).\n")
        }
    }
}
