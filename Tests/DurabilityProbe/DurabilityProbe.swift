import App
import Dispatch
import Glibc
import Kernel
import Tenancy

/// A client that posts without pause until its standard input ends, and writes down what was
/// acknowledged to it: `DurabilityProbe TENANT FILE`.
///
/// Killed and started again it goes on where the file ends, with the number that was under way.
@main
enum DurabilityProbe {
    private static let tasks = 3

    static func main() async {
        do { try await run() } catch {
            say("DurabilityProbe: \(error)\n")
            exit(1)
        }
    }

    private static func run() async throws {
        guard CommandLine.arguments.count == 3 else { exit(2) }
        let journal = try AcknowledgementFile(path: CommandLine.arguments[2])
        let database = try await Database.open(try Configuration.load())
        let services = Services(database)
        let tenant = try await Poster.persist(database) {
            try await services.directory.resolve(CommandLine.arguments[1])
        }
        let poster = Poster(
            database: database, services: services,
            scope: .unrestricted(tenant, actor: .commandLine), acknowledgements: journal)
        let work = Task.detached {
            do { try await post(poster, journal) } catch {
                if Poster.isCancellation(error) { return }
                // A failure must be seen at once, not when the input ends.
                say("DurabilityProbe: \(error)\n")
                exit(1)
            }
        }
        await inputEnd()
        work.cancel()
        await work.value
        try await database.close()
    }

    /// Reading blocks, so it has a thread of its own.
    private static func inputEnd() async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "input").async {
                while readLine() != nil {}
                continuation.resume()
            }
        }
    }

    private static func post(_ poster: Poster, _ journal: AcknowledgementFile) async throws {
        let customers = try await poster.customers()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var index = journal.lastIndex(ofTask: task) ?? 0
                    while !Task.isCancelled {
                        try await poster.post(Sale(task: task, index: index), customers)
                        index += 1
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func say(_ text: String) {
        write(STDERR_FILENO, text, text.utf8.count)
    }
}
