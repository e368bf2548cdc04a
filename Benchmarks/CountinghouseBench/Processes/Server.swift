import Glibc
import Tenancy

/// A running `countinghouse serve`.
struct Server: Sendable {
    private static let startTimeout: Duration = .seconds(30)

    let port: Int
    /// Of the session that every request is sent with.
    let cookie: String
    private let process: pid_t

    /// Starts it, waits until it answers and logs in to a tenant.
    ///
    /// - Parameters:
    ///   - keeps: whether it keeps answers, as it does unless it is told not to.
    ///   - sessions: how many of the database it has; nil for as many as without a setting.
    static func start(
        _ site: Site, for scope: Scope, keeps: Bool = false, sessions: Int? = nil
    ) async throws -> Server {
        let cookie = try await site.logIn(to: scope)
        let port = try freePort()
        let log = open("\(site.directory)/serve.log", O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard log >= 0 else { throw BenchError.unexpected("no log file for the server") }
        defer { close(log) }
        var environment = site.environment(port: port, keeps: keeps)
        if let sessions { environment["DATABASE_POOL_SIZE"] = "\(sessions)" }
        let process = try Spawn.start(
            [site.options.program, "serve", "--port", "\(port)"],
            environment: environment, output: log, errors: log)
        let server = Server(port: port, cookie: cookie, process: process)
        let clock = ContinuousClock()
        let deadline = clock.now + startTimeout
        while (try? server.connect().text("/health")) == nil {
            if Spawn.status(of: process) != nil || clock.now > deadline {
                kill(process, SIGKILL)
                throw BenchError.failed(
                    command: "countinghouse serve", status: 1,
                    message: TextFile.read("\(site.directory)/serve.log") ?? "")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return server
    }

    func stop() {
        kill(process, SIGTERM)
        _ = Spawn.status(of: process, wait: true)
    }

    func connect() throws -> HTTPConnection {
        try HTTPConnection(port: port, cookie: cookie)
    }

    var memory: ProcessMemory? { ProcessMemory(of: process) }

    /// Seconds of processor time so far.
    var processorSeconds: Double {
        guard let text = TextFile.read("/proc/\(process)/stat"),
            let name = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw BenchError.unexpected("no free port") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
