import Foundation
import Testing

@testable import PostgresClient

@Suite
struct `The embedded cluster's configuration` {
    private func directory(isRoot: Bool = false, _ environment: [String: String]) -> String? {
        DataDirectory.resolve(isRoot: isRoot, currentDirectory: "/here") { environment[$0] }
    }

    @Test func `finds the data directory`() {
        #expect(directory(isRoot: true, ["HOME": "/root"]) == "/var/lib/countinghouse")
        #expect(directory(["HOME": "/home/a"]) == "/home/a/.local/share/countinghouse")
        let xdg = ["HOME": "/home/a", "XDG_DATA_HOME": "/data"]
        #expect(directory(xdg) == "/data/countinghouse")
        let relative = ["HOME": "/home/a", "XDG_DATA_HOME": "data"]
        #expect(directory(relative) == "/home/a/.local/share/countinghouse")
        #expect(directory(["COUNTINGHOUSE_DATA_DIR": "/x"]) == "/x")
        #expect(directory(["COUNTINGHOUSE_DATA_DIR": "x/y"]) == "/here/x/y")
        #expect(directory([:]) == nil)
    }

    @Test func `knows where containers state their memory limit`() {
        let old = "9:name=systemd:/\n4:cpu,memory:/a/b\n0::/\n"
        #expect(
            MachineResources.memoryLimitFiles(groups: old) == [
                "/sys/fs/cgroup/memory/memory.limit_in_bytes",
                "/sys/fs/cgroup/memory/a/memory.limit_in_bytes",
                "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes",
                "/sys/fs/cgroup/memory.max",
            ])
        let new = "0::/../system.slice/app.service\n"
        #expect(
            MachineResources.memoryLimitFiles(groups: new) == [
                "/sys/fs/cgroup/memory.max",
                "/sys/fs/cgroup/system.slice/memory.max",
                "/sys/fs/cgroup/system.slice/app.service/memory.max",
            ])
        #expect(MachineResources.current().memoryBytes > 0)
    }

    private func settings(
        megabytes: Int64, cores: Int = 2, shared: Int64 = 1 << 30, extra: [String: String] = [:]
    ) throws -> String {
        let resources = MachineResources(
            memoryBytes: megabytes << 20, cores: cores, sharedMemoryBytes: shared)
        return try ServerSettings(resources: resources, supportsLZ4: false, extra: extra).text
    }

    @Test func `sizes the server to the machine`() throws {
        #expect(try settings(megabytes: 256).contains("shared_buffers = '128MB'"))
        #expect(try settings(megabytes: 2_048).contains("shared_buffers = '512MB'"))
        #expect(try settings(megabytes: 65_536).contains("shared_buffers = '1024MB'"))
        let single = try settings(megabytes: 512, cores: 1)
        #expect(single.contains("max_parallel_workers_per_gather = '0'"))
        #expect(single.contains("fsync = 'on'") && single.contains("wal_level = 'minimal'"))
        #expect(single.contains("wal_compression = 'pglz'"))
        #expect(!single.contains("dynamic_shared_memory_type"))
        let container = try settings(megabytes: 512, shared: 64 << 20)
        #expect(container.contains("dynamic_shared_memory_type = 'mmap'"))
    }

    @Test func `writes extra settings safely`() throws {
        let text = try settings(
            megabytes: 512, extra: ["fsync": "off", "search_path": #"it's \ "x""#])
        #expect(text.contains("fsync = 'off'"))
        #expect(!text.contains("fsync = 'on'"))
        #expect(text.contains(#"search_path = 'it''s \\ "x"'"#))
        for (name, value) in [("a b", "1"), ("", "1"), ("x", "1\nfsync=off"), ("9", "1")] {
            #expect(throws: EmbeddedError.settingInvalid(name: name)) {
                try settings(megabytes: 512, extra: [name: value])
            }
        }
    }

    @Test func `lets only the named roles in without a password`() throws {
        let files = try AccessFiles(
            superuser: "postgres", peers: ["ch_owner"], systemUsers: ["root", "anna", "root"])
        let rules = files.hostBasedAccess.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            rules == [
                #"local all         "postgres","ch_owner" peer map=countinghouse"#,
                #"local replication "postgres" peer map=countinghouse"#,
                "local all         all scram-sha-256",
            ])
        let map = files.identityMap.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            map == [
                #"countinghouse "root" "postgres""#, #"countinghouse "root" "ch_owner""#,
                #"countinghouse "anna" "postgres""#, #"countinghouse "anna" "ch_owner""#,
            ])
        #expect(throws: EmbeddedError.nameInvalid(name: "/.*")) {
            try AccessFiles(superuser: "postgres", peers: [], systemUsers: ["/.*"])
        }
    }

    @Test func `reads PostgreSQL's note of its process`() {
        let text = "123\n/data\n1700000000\n5432\n/run/x\n\n  1234  5\nready   \n"
        let file = PostmasterFile(text: text)
        #expect(file?.processID == 123)
        #expect(file?.socketDirectory == "/run/x")
        #expect(file?.status == .ready)
        #expect(PostmasterFile(text: "123\n/data\n")?.status == nil)
        #expect(PostmasterFile(text: "-77\n/data\n")?.processID == 77)
        #expect(PostmasterFile(text: "") == nil)
        #expect(PostmasterFile(text: "x\n") == nil)
    }

    @Test func `keeps the log within bounds`() async throws {
        try await EmbeddedPlayground.use { place in
            let log = ServerLog(path: "\(place.directory)/log")
            let writer = try log.open()
            let line = Array(String(repeating: "x", count: 1_023).utf8) + [10]
            for _ in 0..<(ServerLog.bytesMax / 1_024 + 1) {
                try FileSystem.write(line, to: writer, path: log.path)
            }
            try log.bound()
            #expect(log.size == 0)
            #expect(ServerLog(path: "\(log.path).1").size == 1 << 20)
            // The one who was writing goes on at the new end.
            try FileSystem.write(Array("next\n".utf8), to: writer, path: log.path)
            #expect(log.tail(after: 0) == "next")
        }
    }

    @Test func `refuses data directories it cannot name`() {
        for path in ["relative", "", "/with\nnewline"] {
            #expect(throws: EmbeddedError.nameInvalid(name: path)) {
                try ClusterLayout.prepare(path)
            }
        }
    }

    @Test func `speaks in whole sentences`() {
        let errors: [EmbeddedError] = [
            .postgresMissing(version: nil), .postgresMissing(version: 16),
            .versionUnsupported(version: "12"), .programMissing(name: "a", package: "b"),
            .serviceAccountMissing(name: "postgres"),
            .fileUnusable(path: "/x", operation: "open", reason: "no"),
            .socketDirectoryForeign(path: "/x"), .socketPathTooLong(path: "/x"),
            .settingInvalid(name: "x"), .nameInvalid(name: "x"),
            .initializationFailed(details: "secret"), .startFailed(details: "secret"),
            .startTimedOut(seconds: 1, details: "secret"), .stopTimedOut(seconds: 1),
            .busy(seconds: 1), .heldElsewhere(path: "/x"), .detached,
        ]
        for error in errors {
            #expect(error.userMessage.hasSuffix("."))
            #expect(!error.userMessage.contains("secret"))
        }
        #expect(Set(errors.map(\.code)).count == errors.count - 1)
    }
}
