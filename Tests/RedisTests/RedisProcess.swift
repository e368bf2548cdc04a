import Foundation
import Glibc
import Redis
import Synchronization

/// A Redis of a test's own, on a socket that nobody else knows. It keeps nothing on disk.
final class RedisProcess: Sendable {
    struct DidNotStart: Error {}

    static let password = "pass:word@with/signs"  // not a secret

    let address: RedisAddress
    private let folder: URL
    private let options: [String]
    private let process = Mutex<Process?>(nil)

    init(hasPassword: Bool = false) async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("ch-redis-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let socket = folder.appendingPathComponent("s").path
        guard let address = RedisAddress("unix://\(socket)") else { throw DidNotStart() }
        self.address = address
        options =
            ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.path]
            + (hasPassword ? ["--requirepass", Self.password] : [])
        try await start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    func start() async throws {
        let socket = folder.appendingPathComponent("s").path
        unlink(socket)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/redis-server")
        process.arguments = options
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process.withLock { $0 = process }
        for _ in 0..<500 {
            if try isListening(socket) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DidNotStart()
    }

    /// The socket is there a moment before it takes connections.
    private func isListening(_ socket: String) throws -> Bool {
        let question = Process()
        question.executableURL = URL(fileURLWithPath: "/usr/bin/redis-cli")
        question.arguments = ["-s", socket, "PING"]
        question.standardOutput = FileHandle.nullDevice
        question.standardError = FileHandle.nullDevice
        try question.run()
        question.waitUntilExit()
        return question.terminationStatus == 0
    }

    func kill() {
        signal(SIGKILL)
        process.withLock { process in
            process?.waitUntilExit()
            process = nil
        }
    }

    func signal(_ number: Int32) {
        process.withLock { process in
            if let process { _ = Glibc.kill(process.processIdentifier, number) }
        }
    }
}
