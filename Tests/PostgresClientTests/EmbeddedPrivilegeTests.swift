import Foundation
import Testing

@testable import PostgresClient

@Suite(.serialized, .enabled(if: geteuid() == 0))
struct `An embedded cluster as root` {
    @Test func `runs under the account made for it`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let owner = try FileSystem.status("/proc/\(cluster.serverProcessID)")?.st_uid
            #expect(owner == UserEntry.named("postgres")?.userID)
            let mode = try FileSystem.status(place.layout().cluster)?.st_mode ?? 0
            #expect(mode & 0o777 == 0o700)
            try await cluster.detach()
        }
    }

    @Test func `leaves directories that are closed to PostgreSQL closed`() async throws {
        try await EmbeddedPlayground.use { place in
            let deep = "\(place.directory)/closed/data"
            for path in ["\(place.directory)/closed", deep] {
                _ = try FileSystem.makeDirectory(path, mode: 0o700)
            }
            let cluster = try await EmbeddedCluster.attach(place.configuration("closed/data"))
            #expect(try EmbeddedAnswer.of("SELECT 1", from: cluster) == "1")
            let status = try FileSystem.status(deep)
            #expect(status?.st_uid == 0)
            #expect((status?.st_mode ?? 0) & 0o777 == 0o700)
            try await cluster.detach()
        }
    }

    @Test func `runs in a directory that PostgreSQL can reach by its path`() async throws {
        try await EmbeddedPlayground.use { place in
            chmod(place.directory, 0o755)
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let directory = try EmbeddedAnswer.of("SHOW data_directory", from: cluster)
            #expect(directory == place.layout().cluster)
            try await cluster.detach()
        }
    }

    @Test func `recognises its server without the right to look into processes`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let limited = [
                "/usr/bin/setpriv", "--inh-caps=-sys_ptrace", "--bounding-set=-sys_ptrace", "--",
            ]
            let probe = try EmbeddedProbeProcess(place.data, prefix: limited)
            #expect(await probe.words().dropFirst().first == "\(cluster.serverProcessID)")
            try await cluster.detach()
            try probe.tell("detach")
            #expect(await probe.line() == "detached")
            await probe.end()
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `refuses a socket directory of somebody else's`() async throws {
        try await EmbeddedPlayground.use { place in
            let layout = place.layout()
            let socket = SocketDirectory.standard(for: layout, runtimeDirectory: nil)
            #expect(mkdir(socket.path, 0o700) == 0)
            chown(socket.path, 65_534, 65_534)
            await #expect(throws: EmbeddedError.socketDirectoryForeign(path: socket.path)) {
                try await EmbeddedCluster.attach(place.configuration())
            }
        }
    }

    @Test func `refuses a socket directory that is open to others`() async throws {
        try await EmbeddedPlayground.use { place in
            let socket = SocketDirectory.standard(for: place.layout(), runtimeDirectory: nil)
            #expect(mkdir(socket.path, 0o700) == 0)
            chmod(socket.path, 0o777)
            await #expect(throws: EmbeddedError.socketDirectoryForeign(path: socket.path)) {
                try await EmbeddedCluster.attach(place.configuration())
            }
        }
    }

    @Test func `does not follow a link in the place of its socket directory`() async throws {
        try await EmbeddedPlayground.use { place in
            let socket = SocketDirectory.standard(for: place.layout(), runtimeDirectory: nil)
            #expect(symlink(place.directory, socket.path) == 0)
            defer { unlink(socket.path) }
            await #expect(throws: EmbeddedError.socketDirectoryForeign(path: socket.path)) {
                try await EmbeddedCluster.attach(place.configuration())
            }
        }
    }

    @Test func `works without root too, and root may join`() async throws {
        try await EmbeddedPlayground.use { place in
            // The tests' own directory may be closed to others. Another process copies it: a
            // child that some other test starts meanwhile would hold a file open for writing that
            // is to be run.
            let program = "\(place.directory)/probe"
            let copy = try Process.run(
                URL(filePath: "/bin/cp"), arguments: [EmbeddedProbeProcess.program, program])
            copy.waitUntilExit()
            chmod(place.directory, 0o755)
            let home = "\(place.directory)/home"
            _ = try FileSystem.makeDirectory(home, mode: 0o700)
            chown(home, 65_534, 65_534)
            let nobody = [
                "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--",
            ]
            let data = "\(home)/share/countinghouse"
            let probe = try EmbeddedProbeProcess(data, prefix: nobody, program: program)
            let said = await probe.words()
            #expect(said.first == "attached", "\(said)")
            let cluster = try await EmbeddedCluster.attach(
                place.configuration("home/share/countinghouse"))
            #expect(said.dropFirst().first == "\(cluster.serverProcessID)")
            #expect(try EmbeddedAnswer.of("SELECT 1", from: cluster) == "1")
            try probe.tell("detach")
            await probe.end()
            #expect(cluster.isRunning)
            try await cluster.detach()

            let alone = try EmbeddedProbeProcess(data, prefix: nobody, program: program)
            #expect(await alone.words().first == "attached")
            try alone.tell("detach")
            #expect(await alone.line() == "detached")
            await alone.end()
            #expect(try place.servers("home/share/countinghouse").isEmpty)
        }
    }
}
