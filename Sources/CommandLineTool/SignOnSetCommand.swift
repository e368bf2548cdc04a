import App
import ArgumentParser
import Identity
import Kernel

struct SignOnSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Say which provider it is (OpenID Connect).")

    @Argument(help: "The issuer, exactly as the provider writes it.")
    var issuer: String

    @OptionGroup var tenant: TenantOption

    @Option(help: "What the provider knows this installation by.")
    var clientID: String

    @Flag(help: "Read the client secret from the first line of standard input; empty removes it.")
    var clientSecretStdin = false

    @Option(help: "What newcomers become; without it everybody must be taken in first.")
    var defaultRole: Role?

    @Flag(help: "Store it without asking the provider whether it is one.")
    var unchecked = false

    func run() async throws {
        let draft = SignOnDraft(
            issuer: issuer, clientID: clientID,
            secret: clientSecretStdin ? readLine(strippingNewline: true) ?? "" : nil,
            defaultRole: defaultRole)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            try await services.signOn.set(scope, draft, isChecked: !unchecked, at: .now())
            StandardStream.output.write("\(issuer) is the provider of \(scope.tenant.name) now.\n")
        }
    }
}
