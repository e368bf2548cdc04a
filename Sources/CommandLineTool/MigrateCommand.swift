import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database up to date: the shared tables, then every tenant.",
        discussion: "It can be interrupted at any time and goes on where it stopped.")

    func run() async throws {
        try await Session.runAsOperator { services, _ in
            // Opening has brought the shared tables up to date.
            try await services.tenants.migrateAll { tenant, done, total, applied in
                let what = applied.isEmpty ? "up to date" : "applied \(applied.count)"
                StandardStream.output.write("[\(done)/\(total)] \(tenant.name): \(what)\n")
            }
            StandardStream.output.write("The database is up to date.\n")
        }
    }
}
