import Glibc
import Hummingbird

/// A server that does nothing but give the same bytes to everybody: what Hummingbird can answer on
/// this machine. It is this program itself, in a process of its own.
struct BareServer: Sendable {
    static let argument = "--bare"
    private static let startTimeout: Duration = .seconds(10)

    let port: Int
    private let process: pid_t

    /// - Parameter body: a file with what it answers.
    static func start(_ body: String) async throws -> BareServer {
        let port = try Server.freePort()
        let process = try Spawn.start(
            ["/proc/self/exe", argument, "\(port)", body], output: 1, errors: 2)
        let server = BareServer(port: port, process: process)
        let deadline = ContinuousClock.now + startTimeout
        while (try? HTTPConnection(port: port, cookie: "").text("/")) == nil {
            guard ContinuousClock.now < deadline else {
                server.stop()
                throw BenchError.unexpected("the bare server does not answer")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return server
    }

    func stop() {
        kill(process, SIGKILL)
        _ = Spawn.status(of: process, wait: true)
    }

    /// What the process of its own does, until it is killed.
    static func run(port: Int, body path: String) async throws {
        guard let text = TextFile.read(path) else {
            throw BenchError.unexpected("no file \(path)")
        }
        let body = ByteBuffer(string: text)
        let router = Router()
        router.get("/") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: ResponseBody(byteBuffer: body))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)))
        try await application.run()
    }
}
