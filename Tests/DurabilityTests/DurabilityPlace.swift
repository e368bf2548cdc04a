import App
import Glibc
import Identity
import Synchronization

/// A directory for one test: a data directory, the files of the programs that use it, and the
/// programs.
final class DurabilityPlace: Sendable {
    let directory: String
    let dataDirectory: String
    /// What else the programs find in their environment.
    private let variables: [String]
    private let janitor: Janitor
    private let runs = Atomic<Int>(0)

    var cluster: ClusterProcesses { ClusterProcesses(dataDirectory: dataDirectory) }

    private init(variables: [String]) throws {
        var template = Array("/tmp/countinghouse-durability-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestProblem("no temporary directory") }
        let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        directory = String(decoding: bytes, as: UTF8.self)
        chmod(directory, 0o711)
        dataDirectory = "\(directory)/data"
        self.variables = variables
        janitor = try Janitor(directory, log: "\(directory)/janitor")
    }

    /// Lends the body a place of its own.
    static func use<R>(
        variables: [String] = [], _ body: (DurabilityPlace) async throws -> R
    ) async throws -> R {
        let place = try DurabilityPlace(variables: variables)
        let result: Result<R, any Error>
        do { result = .success(try await body(place)) } catch { result = .failure(error) }
        try await place.janitor.finish()
        return try result.get()
    }

    // MARK: - Programs

    /// Starts `countinghouse` with arguments.
    func start(_ arguments: String...) throws -> ChildProgram {
        try start(program: "countinghouse", arguments)
    }

    /// Starts a program that is built beside the tests.
    func start(program: String, _ arguments: [String]) throws -> ChildProgram {
        let run = runs.add(1, ordering: .relaxed).newValue
        let path = "\(try Self.programDirectory())/\(program)"
        return try ChildProgram(
            [path] + arguments,
            environment: [
                "PATH=/usr/bin:/bin", "COUNTINGHOUSE_DATA_DIR=\(dataDirectory)",
            ] + variables + Self.passedOn,
            directory: directory, output: "\(directory)/\(run)-\(program)")
    }

    /// Runs `countinghouse` to its end, which must be a success, and returns what it printed.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        let program = try start(program: "countinghouse", arguments)
        let exit = try await program.end(within: .seconds(180))
        guard exit.isSuccess else {
            throw TestProblem("\(arguments.joined(separator: " ")): \(exit), \(program.errors)")
        }
        return program.output
    }

    /// Starts `countinghouse serve` and waits until it answers; if there is a tenant, to somebody
    /// who is logged in. That is done before, so that the database's processes are the server's.
    func serve(_ arguments: String...) async throws -> ServingProgram {
        let cookie = try await logIn()
        let program = try start(program: "countinghouse", ["serve", "--port", "0"] + arguments)
        return try await ServingProgram(program, cookie: cookie)
    }

    /// The cookie of a session of somebody who may read; nil without a tenant.
    private func logIn() async throws -> String? {
        let opened = try await Database.open(try configuration())
        let result: Result<String?, any Error>
        do { result = .success(try await Self.logIn(Services(opened))) } catch {
            result = .failure(error)
        }
        try await opened.close()
        return try result.get()
    }

    private static func logIn(_ services: Services) async throws -> String? {
        guard let tenant = try await services.directory.all().first else { return nil }
        let email = try EmailAddress("reader@example.com")
        _ = try await services.users.grant(
            email, name: nil, role: .viewer, in: tenant, password: nil, at: .now())
        let link = try await services.users.loginLink(email, at: .now())
        let token = try await services.login.logIn(link: link, at: .now())
        return "countinghouse_session=\(token.text)"
    }

    /// What PostgreSQL wrote down.
    var log: String { TextFile.read("\(dataDirectory)/postgres.log") }

    /// Whether PostgreSQL ever had to recover because it had not been shut down in order.
    var hasRecovered: Bool { log.contains("not properly shut down") }

    // MARK: - Settings

    /// The settings that the programs run with, for use of the database within the tests.
    func configuration() throws -> Configuration {
        let values = (["COUNTINGHOUSE_DATA_DIR=\(dataDirectory)"] + variables + Self.passedOn)
            .map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return try Configuration { name in
            values.first { $0.first == name }.flatMap { $0.count == 2 ? $0[1] : nil }
        }
    }

    private static var passedOn: [String] {
        guard let path = getenv("COUNTINGHOUSE_POSTGRES_BIN") else { return [] }
        return ["COUNTINGHOUSE_POSTGRES_BIN=\(String(cString: path))"]
    }

    private static func programDirectory() throws -> String {
        guard let path = realpath("/proc/self/exe", nil) else {
            throw TestProblem("the tests' own program is not found")
        }
        defer { free(path) }
        return String(cString: path).split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}
