import App
import ArgumentParser
import Tenancy

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove the books: every figure that is derived, against the ledger.")

    @Option(help: "One tenant; all of them by default.")
    var tenant: String?

    func run() async throws {
        let name = tenant
        let differences = try await Session.run { services, _ in
            var found: [String] = []
            for scope in try await Self.scopes(services, name) {
                found += try await services.rollups.verify(scope)
                    .map { "\(scope.tenant.name): \($0)" }
            }
            return found
        }
        guard differences.isEmpty else {
            for difference in differences {
                StandardStream.error.write("countinghouse: \(difference)\n")
            }
            throw ExitStatus.failed
        }
        StandardStream.output.write("The books agree: every derived figure is proven.\n")
    }

    private static func scopes(_ services: Services, _ name: String?) async throws -> [Scope] {
        let isOperator = try Configuration.load().user == nil
        if name != nil || !isOperator {
            return [try await Session.scope(services, tenant: name)]
        }
        return try await services.directory.all().filter { $0.status != .creating }
            .map { .unrestricted($0, actor: .commandLine) }
    }
}
