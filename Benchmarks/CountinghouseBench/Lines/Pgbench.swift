/// PostgreSQL's own load generator.
struct Pgbench {
    let site: Site
    let role: Site.Role
    let database: String
    /// `PGOPTIONS`.
    var sessionSettings = ""

    /// Transactions a second.
    func run(_ arguments: [String], clients: Int, seconds: Int) async throws -> Double {
        var environment = site.clientEnvironment(role)
        environment["PGOPTIONS"] = sessionSettings
        let outcome = try await Command(
            [
                "pgbench", "-n", "-M", "prepared", "-c", "\(clients)", "-j",
                "\(min(2, clients))", "-T", "\(seconds)",
            ] + arguments + [database],
            environment: environment, timeout: .seconds(seconds + 60)
        ).run()
        guard
            let line = outcome.output.split(separator: "\n").first(where: { $0.hasPrefix("tps") }),
            let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw BenchError.unexpected("pgbench says: \(outcome.output)\(outcome.errors)") }
        return rate
    }
}
