package import Hummingbird
package import Kernel
import Synchronization
package import Tenancy

/// Keeps answers that were computed and gives them again for as long as nothing has changed that
/// they were made of.
///
/// Before each answer the database is asked what the tenant's data is at (`DataVersions`), and a
/// kept one is given only for the very same version. So it makes no difference who changed
/// something: this server, another one or the command line. What servers
/// share has the version in its name, so that losing, delaying or bringing it back cannot make an
/// old answer pass for a new one.
package final class AnswerCache: Sendable {
    private struct State {
        var store: AnswerStore
        var counts = CacheCounts()
        /// Answers that are being computed: who asks the same meanwhile waits for it.
        var running: [Flight: Task<KeptAnswer, any Error>] = [:]
    }

    private struct Flight: Hashable {
        let question: AnswerQuestion
        let version: DataVersion
    }

    private let limits: CacheLimits
    private let versions: DataVersions
    private let shared: SharedAnswers?
    private let now: @Sendable () -> Instant
    private let state: Mutex<State>

    package init(
        _ limits: CacheLimits, versions: DataVersions, shared: SharedAnswers? = nil,
        now: @escaping @Sendable () -> Instant = { .now() }
    ) {
        self.limits = limits
        self.versions = versions
        self.shared = shared
        self.now = now
        state = Mutex(State(store: AnswerStore(bytesMax: limits.bytesMax)))
    }

    package var counts: CacheCounts {
        state.withLock { state in
            var counts = state.counts
            counts.evictions = state.store.evictions
            counts.entries = state.store.count
            counts.bytes = state.store.bytes
            return counts
        }
    }

    /// An answer of JSON, kept or made now. What fails is not kept.
    ///
    /// - Parameter make: computes it, checking what the sender may do; called only where the same
    ///   question was not answered before for somebody who may do just the same.
    package func answer(
        _ request: Request, _ question: AnswerQuestion,
        _ make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> Response {
        guard !limits.keepsNothing else { return try await Self.response(to: request, make) }
        let version = try await versions.current(of: question.tenant)
        if let kept = find(question, version) {
            VersionReading.current?.gave(
                keptFor: question.tenant, at: version,
                until: kept.madeAt.adding(limits.lifetime))
            return kept.response(to: request)
        }
        return try await flight(question, version, make).value.response(to: request)
    }

    /// The same where nothing is kept, away from the thread that reads connections.
    static func response(
        to request: Request, _ make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> Response {
        let bytes = try await withTaskExecutorPreference(
            globalConcurrentExecutor, operation: make)
        return KeptAnswer(bytes, version: DataVersion(epoch: 0, changes: 0), madeAt: .now())
            .response(to: request)
    }

    /// What a tenant's data, and who may do what, are at; see `DataVersions.ask`.
    func ask(
        of tenant: ID<Tenant>,
        _ done: @escaping @Sendable ((tenant: DataVersion, shared: DataVersion)?) -> Void
    ) {
        versions.ask(of: tenant, done)
    }

    /// Counts an answer that went out once more as it had left from here.
    func countReady() {
        state.withLock { $0.counts.readyHits += 1 }
    }

    private func find(_ question: AnswerQuestion, _ version: DataVersion) -> KeptAnswer? {
        state.withLock { state in
            guard let kept = state.store.find(question), kept.version == version,
                kept.isFresh(at: now(), lifetime: limits.lifetime)
            else { return nil }
            state.counts.hits += 1
            return kept
        }
    }

    private func flight(
        _ question: AnswerQuestion, _ version: DataVersion,
        _ make: @escaping @Sendable () async throws -> [UInt8]
    ) -> Task<KeptAnswer, any Error> {
        let flight = Flight(question: question, version: version)
        return state.withLock { state in
            if let running = state.running[flight] { return running }
            let task = Task {
                defer { _ = self.state.withLock { $0.running.removeValue(forKey: flight) } }
                return try await self.find(shared: question, version, make)
            }
            state.running[flight] = task
            return task
        }
    }

    private func find(
        shared question: AnswerQuestion, _ version: DataVersion,
        _ make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> KeptAnswer {
        if let bytes = await shared?.find(Self.name(question, version)),
            let answer = KeptAnswer(shared: bytes, version: version),
            answer.isFresh(at: now(), lifetime: limits.lifetime)
        {
            keep(answer, for: question) { $0.sharedHits += 1 }
            return answer
        }
        // Where reports are read from a copy that lags behind, the answer is as old as that.
        let seen = try await versions.forReports(of: question.tenant, current: version)
        let answer = KeptAnswer(try await make(), version: seen, madeAt: now())
        keep(answer, for: question) { $0.misses += 1 }
        if let shared, answer.body.readableBytes <= limits.answerBytesMax {
            await shared.keep(Self.name(question, seen), answer.shared, limits.lifetime)
        }
        return answer
    }

    private func keep(
        _ answer: KeptAnswer, for question: AnswerQuestion, _ count: (inout CacheCounts) -> Void
    ) {
        state.withLock { state in
            count(&state.counts)
            if answer.body.readableBytes <= limits.answerBytesMax {
                state.store.keep(answer, for: question)
            }
        }
    }

    private static func name(_ question: AnswerQuestion, _ version: DataVersion) -> String {
        "\(version.epoch).\(version.changes)|\(question.text)"
    }
}
