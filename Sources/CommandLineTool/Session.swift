import App
import Dispatch
import Glibc
import Kernel
import Tenancy

/// One run of a command against the database: opens it, runs, closes it in every case, and turns
/// Ctrl-C into an orderly end.
enum Session {
    static func run<R: Sendable>(
        _ body: @escaping @Sendable (Services, Database) async throws -> R
    ) async throws -> R {
        let configuration = try Configuration.load()
        let work = Task {
            let database = try await Database.open(configuration)
            let result: Result<R, any Error>
            do { result = .success(try await body(Services(database), database)) } catch {
                result = .failure(error)
            }
            // Closing must happen even for a cancelled task, whose waits would end at once.
            await Task.detached { try? await database.close() }.value
            return try result.get()
        }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { work.cancel() }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        return try await work.value
    }

    /// The same for what concerns the whole installation: nobody may do it in a member's name.
    static func runAsOperator<R: Sendable>(
        _ body: @escaping @Sendable (Services, Database) async throws -> R
    ) async throws -> R {
        try requireOperator()
        return try await run(body)
    }

    /// - Throws: `TenancyError.operatorNeeded`.
    static func requireOperator() throws {
        guard try Configuration.load().user == nil else { throw TenancyError.operatorNeeded }
    }

    /// The scope of a command line call for a tenant; nil takes the only tenant there is.
    static func scope(_ services: Services, tenant name: String?) async throws -> Scope {
        if let person = try Configuration.load().user {
            return try await services.members.scope(
                of: person, in: name, of: services.directory)
        }
        let tenant = try await services.directory.resolve(name)
        return .unrestricted(tenant, actor: .commandLine)
    }
}
