import Foundation
import Testing

@testable import PostgresClient

/// A temporary place for data directories; whatever still runs in it is stopped at the end.
struct EmbeddedPlayground {
    let directory: String

    var data: String { "\(directory)/data" }

    /// Runs `body` with a fresh place and cleans up after it.
    static func use(_ body: (EmbeddedPlayground) async throws -> Void) async throws {
        let template = "\(NSTemporaryDirectory())/countinghouse-test-XXXXXX"
        var buffer = Array(template.utf8CString)
        guard mkdtemp(&buffer) != nil else { throw SystemFailure("create", template) }
        let path = String(decoding: buffer.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let place = EmbeddedPlayground(directory: try FileSystem.canonicalPath(path))
        do {
            try await body(place)
        } catch {
            place.cleanUp()
            throw error
        }
        place.cleanUp()
    }

    func configuration(
        _ name: String = "data", peers: [Identifier] = [], settings: [String: String] = [:]
    ) -> EmbeddedConfiguration {
        EmbeddedConfiguration(
            dataDirectory: "\(directory)/\(name)",
            roles: EmbeddedRoles(peers: peers),
            settings: ["fsync": "off", "shared_buffers": "16MB"].merging(settings) { $1 },
            startTimeout: .seconds(60))
    }

    func layout(_ name: String = "data") -> ClusterLayout {
        ClusterLayout(dataDirectory: "\(directory)/\(name)")
    }

    /// All living server processes of a data directory.
    func servers(_ name: String = "data") throws -> [ServerProcess] {
        let layout = layout(name)
        let account = try ServiceAccount.resolve(clusterDirectory: layout.cluster)
        return try ServerProcesses(directory: layout.cluster, account: account).all()
    }

    private func cleanUp() {
        let names = (try? FileSystem.names(in: directory)) ?? []
        for name in names {
            let layout = layout(name)
            guard let account = try? ServiceAccount.resolve(clusterDirectory: layout.cluster)
            else { continue }
            let processes = ServerProcesses(directory: layout.cluster, account: account)
            for process in (try? processes.all()) ?? [] { processes.send(SIGKILL, to: process) }
            let socket = SocketDirectory.standard(for: layout, runtimeDirectory: nil)
            try? FileManager.default.removeItem(atPath: socket.path)
        }
        try? FileManager.default.removeItem(atPath: directory)
    }
}
