import ArgumentParser

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove the books: every figure that is derived, against the ledger.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let name = tenant.tenant
        let differences = try await Session.run { services, _ in
            try await services.rollups.verify(try await Session.scope(services, tenant: name))
        }
        guard differences.isEmpty else {
            for difference in differences {
                StandardStream.error.write("countinghouse: \(difference)\n")
            }
            throw ExitStatus.failed
        }
        StandardStream.output.write("The books agree: every derived figure is proven.\n")
    }
}
