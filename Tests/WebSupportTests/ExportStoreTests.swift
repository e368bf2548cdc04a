import Foundation
import Kernel
import Synchronization
import Tenancy
import Testing

@testable import WebSupport

@Suite struct `The store of exports` {
    private struct Failure: Error {}

    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("store-\(UUID().uuidString)").path

    private func owner(
        _ tenant: String = "acme", person: Int64 = 1, may permissions: Set<Permission> = []
    ) throws -> ExportOwner {
        ExportOwner(
            Scope(
                tenant: try WebFixtures.tenant(tenant),
                actor: .person(id: person, email: "p\(person)@example.com"),
                grant: Grant(permissions: permissions, portfolio: nil)))
    }

    private func work(
        _ run: @escaping @Sendable (String) async throws -> Void = { path in
            try Data("content".utf8).write(to: URL(fileURLWithPath: path))
        }
    ) -> ExportWork {
        ExportWork(
            title: "A list", fileName: "list.csv", contentType: "text/csv",
            progress: { "half of it" }, run: run)
    }

    /// Work that ends when it is told to.
    private func held() -> (work: ExportWork, release: @Sendable () -> Void) {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let work = work { path in
            for await _ in stream {}
            try Task.checkCancellation()
            try Data("late".utf8).write(to: URL(fileURLWithPath: path))
        }
        return (work, { continuation.finish() })
    }

    private func files() -> [String] {
        let places = FileManager.default.subpaths(atPath: folder) ?? []
        return places.filter { $0.contains("/") && !$0.hasSuffix("/lock") }
    }

    @Test func `keeps a file for who asked for it, and for nobody else`() async throws {
        let store = ExportStore(in: folder)
        let id = try await store.start(work(), for: owner())
        await store.wait(for: id, atMost: nil)
        guard case .done(let file) = try await store.status(of: id, for: owner()).status else {
            throw Failure()
        }
        #expect(FileManager.default.contents(atPath: file.path) == Data("content".utf8))
        for other in [
            try owner(person: 2), try owner("zeta"), try owner(may: [.readReceivables]),
        ] {
            await #expect(throws: ExportStoreError.unknown) {
                try await store.status(of: id, for: other)
            }
            await #expect(throws: ExportStoreError.unknown) {
                try await store.remove(id, for: other)
            }
        }
        await store.close()
        #expect(files().isEmpty)
    }

    @Test func `makes two at a time and the others wait their turn`() async throws {
        let store = ExportStore(in: folder)
        let all = (0..<4).map { _ in held() }
        var ids: [String] = []
        for one in all { ids.append(try await store.start(one.work, for: owner())) }
        guard case .running("half of it") = try await store.status(of: ids[1], for: owner()).status,
            case .waiting(ahead: 3) = try await store.status(of: ids[3], for: owner()).status
        else { throw Failure() }
        // Patience ends while it runs.
        await store.wait(for: ids[0], atMost: .milliseconds(1))
        all[0].release()
        await store.wait(for: ids[0], atMost: nil)
        guard case .done = try await store.status(of: ids[0], for: owner()).status,
            case .running = try await store.status(of: ids[2], for: owner()).status
        else { throw Failure() }
        for one in all { one.release() }
        for id in ids { await store.wait(for: id, atMost: nil) }
        #expect(files().count == 4)
        await store.close()
    }

    @Test func `forgets a file when its time is over`() async throws {
        let clock = Mutex(Instant(unixSeconds: 1_790_681_400))
        let now: @Sendable () -> Instant = { clock.withLock { $0 } }
        let store = ExportStore(in: folder, now: now)
        let id = try await store.start(work(), for: owner())
        await store.wait(for: id, atMost: nil)
        clock.withLock { $0 = $0.adding(.seconds(3_599)) }
        await store.sweep()
        #expect(files().count == 1)
        clock.withLock { $0 = $0.adding(.seconds(1)) }
        await store.sweep()
        #expect(files().isEmpty)
        await #expect(throws: ExportStoreError.unknown) {
            try await store.status(of: id, for: owner())
        }
        await store.close()
    }

    @Test func `ends what is taken away and leaves no file of what failed`() async throws {
        let store = ExportStore(in: folder)
        let (held, release) = held()
        let id = try await store.start(held, for: owner())
        try await store.remove(id, for: owner())
        release()
        let failed = try await store.start(
            work { path in
                try Data("begun".utf8).write(to: URL(fileURLWithPath: path))
                throw Failure()
            }, for: owner())
        await store.wait(for: failed, atMost: nil)
        guard case .failed(let error) = try await store.status(of: failed, for: owner()).status
        else { throw Failure() }
        #expect(error is Failure)
        await store.close()
        #expect(files().isEmpty)
    }

    @Test func `removes what a server that was killed left behind, and nothing of one that runs`()
        async throws
    {
        let running = ExportStore(in: folder)
        let id = try await running.start(work(), for: owner())
        await running.wait(for: id, atMost: nil)
        let left = "\(folder)/left"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        for name in ["lock", "file"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(left)/\(name)"))
        }
        await ExportStore(in: folder).removeLeftovers()
        #expect(!FileManager.default.fileExists(atPath: left))
        guard case .done(let file) = try await running.status(of: id, for: owner()).status else {
            throw Failure()
        }
        #expect(FileManager.default.fileExists(atPath: file.path))
        await running.close()
    }

    @Test func `bounds how many one person and how many all may ask for`() async throws {
        var limits = ExportStore.Limits()
        limits.perOwner = 2
        limits.waiting = 1
        limits.closingTime = .zero
        let store = ExportStore(in: folder, limits: limits)
        let one = held()
        for _ in 0..<2 { _ = try await store.start(one.work, for: owner()) }
        await #expect(throws: ExportStoreError.tooMany) {
            try await store.start(one.work, for: owner())
        }
        _ = try await store.start(one.work, for: owner(person: 2))
        await #expect(throws: ExportStoreError.tooMany) {
            try await store.start(one.work, for: owner(person: 3))
        }
        await store.close()
        await #expect(throws: WebError.self) { try await store.start(work(), for: owner()) }
    }

    @Test func `tells whoever waits that the server stops`() async throws {
        var limits = ExportStore.Limits()
        limits.closingTime = .milliseconds(1)
        let store = ExportStore(in: folder, limits: limits)
        let (held, _) = held()
        let id = try await store.start(held, for: owner())
        async let waited: Void = store.wait(for: id, atMost: nil)
        await store.close()
        await waited
        #expect(files().isEmpty)
    }

    @Test func `keeps no more files of one person than it takes`() async throws {
        var limits = ExportStore.Limits()
        limits.perOwner = 3
        let store = ExportStore(in: folder, limits: limits)
        for _ in 0..<6 {
            let id = try await store.start(work(), for: owner())
            await store.wait(for: id, atMost: nil)
        }
        #expect(files().count == 3)
        await store.close()
    }

    @Test func `removes what a killed server left, but nothing of one that runs`() async throws {
        let running = ExportStore(in: folder)
        let kept = try await running.start(work(), for: owner())
        await running.wait(for: kept, atMost: nil)
        let left = "\(folder)/left"
        try FileManager.default.createDirectory(
            atPath: "\(left)/parts", withIntermediateDirectories: true)
        for name in ["lock", "a", "parts/b"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(left)/\(name)"))
        }
        let next = ExportStore(in: folder)
        let id = try await next.start(work(), for: owner())
        await next.wait(for: id, atMost: nil)
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(files().count == 2)
        await running.close()
        await next.close()
    }

    @Test func `that could not be made is said to be so, and not to be waited for`() {
        let waiting = ExportStatus.waiting(ahead: 1)
        #expect(throws: ExportStoreError.notDone) { _ = try waiting.file }
        let failed = ExportStatus.failed(ExportStoreError.tooMany)
        let reason = ExportStoreError.tooMany.userMessage
        #expect(throws: ExportStoreError.failed(reason: reason)) { _ = try failed.file }
        #expect(ExportStoreError.failed(reason: reason).userMessage.hasSuffix(reason))
    }
}
