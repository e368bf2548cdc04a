import BooksTestSupport
import Glibc
import Testing

/// A server, a posting client and one import after the other, on one data directory, of which
/// something is killed again and again.
struct KillRun {
    private static let killsBetweenChecks = 5

    private let place: DurabilityPlace
    private var random: SeededRandom
    private(set) var tally = KillTally()
    private var server: ChildProgram?
    private var poster: ChildProgram?
    private var importer: ImportAttempt?
    private var list = ImportList(number: 0)
    private var importDuration: Duration = .seconds(1)
    private var databaseKills = 0
    /// How often the database had been killed when the server began.
    private var serverDatabaseKills = 0
    /// Acknowledgements that an earlier check has looked at.
    private var checkedCount = 0

    private var acknowledgementPath: String { "\(place.directory)/acknowledged" }

    init(_ place: DurabilityPlace, random: SeededRandom) {
        self.place = place
        self.random = random
    }

    /// Kills until there are so many kills, looking into the books now and then.
    mutating func run(kills: Int) async throws {
        try await place.run("tenant", "create", "acme")
        while tally.killCount < kills {
            try await strike()
            if tally.killCount % Self.killsBetweenChecks == 0 { try await check() }
        }
        try await settle()
        checkedCount = 0
        try await check()
    }

    // MARK: - Killing

    private mutating func strike() async throws {
        try await keepBusy()
        let victim = chooseVictim()
        if victim == .importer { try await beginImport() }
        // The moment of the crash is what is being tried; nothing is waited for.
        let span = victim == .importer ? importDuration : .milliseconds(600)
        try await Task.sleep(for: span * (Double(random.int(0...1_000)) / 1_000))
        if try await kill(victim) { tally.kills[victim, default: 0] += 1 }
    }

    /// Has an import at its beginning.
    private mutating func beginImport() async throws {
        _ = try await importer?.program.end(within: .seconds(120))
        try await keepBusy()
    }

    private mutating func chooseVictim() -> Victim {
        random.pick(Victim.allCases.flatMap { Array(repeating: $0, count: $0.weight) }) ?? .poster
    }

    /// - Returns: whether it was alive until then.
    private mutating func kill(_ victim: Victim) async throws -> Bool {
        switch victim {
        case .importer:
            guard let program = importer?.program else { return false }
            return try await program.killAtOnce().isKill
        case .poster: return try await end(&poster)
        case .server: return try await end(&server)
        case .postmaster: return strikeDatabase(place.cluster.postmaster().map { [$0] } ?? [])
        case .cluster: return strikeDatabase(place.cluster.all())
        case .backend:
            let postmaster = place.cluster.postmaster()
            let others = place.cluster.all().filter { $0 != postmaster }
            return strikeDatabase(random.pick(others).map { [$0] } ?? [])
        case .start: return try await strikeStart()
        }
    }

    private func end(_ program: inout ChildProgram?) async throws -> Bool {
        guard let running = program else { return false }
        program = nil
        return try await running.killAtOnce().isKill
    }

    private mutating func strikeDatabase(_ processes: [pid_t]) -> Bool {
        databaseKills += 1
        return processes.reduce(false) { Glibc.kill($1, SIGKILL) == 0 || $0 }
    }

    /// Kills everything, and the next one to start in the middle of that.
    private mutating func strikeStart() async throws -> Bool {
        try await importer?.program.killAtOnce()
        _ = try await end(&poster)
        _ = try await end(&server)
        _ = strikeDatabase(place.cluster.all())
        let starter = try place.start("tenant", "list")
        try await Task.sleep(for: .milliseconds(random.int(0...600)))
        let isKilled = try await starter.killAtOnce().isKill
        if random.chance(2) { _ = strikeDatabase(place.cluster.all()) }
        try await place.run("tenant", "list")
        return isKilled
    }

    // MARK: - Keeping everything running

    private mutating func keepBusy() async throws {
        try requireNoFailure(poster, "the posting client")
        try collectServer()
        if server == nil {
            server = try place.start("serve", "--port", "0")
            serverDatabaseKills = databaseKills
        }
        if poster == nil {
            poster = try place.start(program: "DurabilityProbe", ["acme", acknowledgementPath])
        }
        try await collectImport()
        if importer == nil {
            importer = try ImportAttempt(of: list, in: place, databaseKills: databaseKills)
        }
    }

    /// The server must outlive whatever happens to the database, once it serves.
    private mutating func collectServer() throws {
        guard let program = server, let exit = program.poll() else { return }
        let hasServed = !program.output.isEmpty
        guard !hasServed, exit.status == 1, serverDatabaseKills != databaseKills else {
            return try requireNoFailure(program, "the server")
        }
        server = nil
    }

    private func requireNoFailure(_ program: ChildProgram?, _ name: String) throws {
        guard let program, let exit = program.poll() else { return }
        throw TestProblem("\(name) ended by itself, \(exit): \(program.errors.suffix(2_000))")
    }

    /// Looks at an import that has ended: the file is there whole or not at all.
    private mutating func collectImport() async throws {
        guard let attempt = importer, let exit = attempt.program.poll() else { return }
        importer = nil
        if exit.isSuccess {
            importDuration = attempt.started.duration(to: .now)
            tally.importsLanded += 1
            try await expect(list, isThere: true)
            list = ImportList(number: list.number + 1)
            return
        }
        tally.importsBroken += 1
        if !exit.isKill && (attempt.databaseKills == databaseKills || exit.status != 1) {
            throw TestProblem("an import failed, \(exit): \(attempt.program.errors)")
        }
        if try await isThere(list) { tally.importsLandedUnseen += 1 }
    }

    /// Lets everything come to its end in good order.
    private mutating func settle() async throws {
        repeat {
            try await keepBusy()
            _ = try await importer?.program.end(within: .seconds(120))
        } while importer?.program.poll()?.isSuccess != true
        try await collectImport()
        poster?.closeInput()
        server?.send(SIGTERM)
        for program in [poster, server].compactMap(\.self) {
            let exit = try await program.end(within: .seconds(60))
            #expect(exit.isSuccess, "\(exit): \(program.errors.suffix(1_000))")
        }
        #expect(place.cluster.all().isEmpty)
    }

    // MARK: - Looking into the books

    private func isThere(_ list: ImportList) async throws -> Bool {
        let parts = try await BooksCheck.use(place) { try await $0.parts(of: list) }
        if parts.isEmpty { return false }
        #expect(parts == list.expected, "\(list.name)")
        return true
    }

    private func expect(_ list: ImportList, isThere: Bool) async throws {
        #expect(try await self.isThere(list) == isThere, "\(list.name)")
    }

    private mutating func check() async throws {
        tally.checks += 1
        let acknowledged = Acknowledgement.all(in: TextFile.read(acknowledgementPath))
        tally.acknowledged = acknowledged.count
        let fresh = Array(acknowledged.dropFirst(checkedCount))
        checkedCount = acknowledged.count
        let lists = (0..<list.number).map(ImportList.init(number:)).suffix(
            fresh.count == tally.acknowledged ? .max : 3)
        try await BooksCheck.use(place) { books in
            #expect(try await books.problems(with: fresh) == [])
            #expect(try await books.unevenDocuments() == [])
            for list in lists {
                #expect(try await books.parts(of: list) == list.expected, "\(list.name)")
            }
            let (aging, control) = try await books.agingAndControl()
            #expect(aging == control)
        }
        let verdict = try await place.run("verify")
        #expect(verdict.contains("The books agree"))
    }
}
