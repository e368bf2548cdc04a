import App
import ArgumentParser
import Identity
import Kernel
import Logging
import Tenancy
import WebSupport

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer over HTTP or HTTPS.")

    @Option(
        help: "The IP address to listen on; one that others reach only where something encrypts.")
    var host: String?

    @Option(help: "The port; 0 takes any free one.")
    var port: Int?

    @Flag(help: "Also set up a demonstration company, whose story ends today.")
    var demo = false

    func run() async throws {
        try Session.requireOperator()
        let configuration = try Configuration.load()
        let address = try ListeningAddress(
            host: host ?? configuration.host, port: port ?? configuration.port,
            isProtected: try configuration.web.edge().isProtected)
        let level = configuration.logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let database = try await Database.open(configuration)
        do { try await serve(configuration, database, on: address) } catch {
            try? await database.close()
            throw error
        }
        try await database.close()
    }

    private func serve(
        _ configuration: Configuration, _ database: Database, on address: ListeningAddress
    ) async throws {
        let logger = Logger(label: "countinghouse")
        let services = Services(database)
        try await services.tenants.migrateAll { tenant, done, total, applied in
            guard !applied.isEmpty else { return }
            StandardStream.error.write("Brought \(tenant.name) up to date (\(done)/\(total)).\n")
        }
        if demo {
            let line = ProgressLine()
            try await DemoSetup(database).run { done, total in
                line.show(.storing(step: done, of: total, name: "Demonstration company"))
            }
            line.end()
        }
        let link = demo ? try await DemoSetup(database).loginLink() : nil
        let hasNobody = try await services.users.isEmpty()
        let server = Server(
            configuration: configuration, database: database, hasDemo: demo, logger: logger)
        try await server.run(on: address) { address in
            StandardStream.output.write(
                Self.greeting(
                    address, configuration.web, demoLink: link, hasNobody: hasNobody))
        }
    }

    /// The address stands in the first line, for programs that start this one.
    private static func greeting(
        _ address: ListeningAddress, _ web: WebSettings, demoLink: SecretToken?, hasNobody: Bool
    ) -> String {
        let own = "\(web.certificatePath == nil ? "http" : "https")://\(address)"
        let reach = address.isLoopback ? " (this machine only)" : ""
        var lines = ["Countinghouse answers at \(own)/\(reach)"]
        if let name = web.publicOrigin { lines.append("On the web it is \(name)/") }
        if let demoLink {
            let base = web.publicOrigin?.description ?? own
            lines.append(
                "Log in once as the demo owner: \(LoginAddress.link(demoLink, base: base))")
        }
        if hasNobody {
            lines.append(
                "Nobody can log in yet. Create the first user with: countinghouse user create"
                    + " EMAIL --tenant NAME --role owner")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
