import Kernel
package import Logging
import PostgresClient

/// Takes jobs and runs them, a few at a time, until its task is cancelled. Any number of servers
/// may do so at once.
package struct JobRunner: Sendable {
    package static let concurrency = 4
    /// Between looking for what is due when nobody says that something is.
    private static let pause: Duration = .seconds(1)
    private static let renewEvery: Duration = .seconds(15)
    /// Rounds between looking for servers that are not heard of any more.
    private static let recoverEvery = 10

    private let queue: JobQueue
    private let kinds: [String: JobKind]
    private let server: String
    private let logger: Logger

    /// - Parameter server: a name that no other process has.
    package init(queue: JobQueue, kinds: [JobKind], server: String, logger: Logger) {
        self.queue = queue
        self.kinds = Dictionary(kinds.map { ($0.name, $0) }) { first, _ in first }
        self.server = server
        self.logger = logger
    }

    package func run() async {
        let (wakes, wake) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            group.addTask {
                guard let notifications = try? queue.wakes() else { return }
                for await _ in notifications { wake.yield() }
            }
            group.addTask {
                while !Task.isCancelled {
                    wake.yield()
                    do { try await Task.sleep(for: Self.pause) } catch { break }
                }
                wake.finish()
            }
            await withDiscardingTaskGroup { jobs in
                let slots = JobSlots(count: Self.concurrency)
                var round = 0
                for await _ in wakes {
                    if round.isMultiple(of: Self.recoverEvery) { await recover() }
                    round += 1
                    for job in await due(slots.free()) {
                        slots.take()
                        jobs.addTask {
                            await perform(job)
                            slots.give()
                            wake.yield()
                        }
                    }
                }
                jobs.cancelAll()
            }
            group.cancelAll()
        }
    }

    /// Runs everything that is due, one after the other: for tests and commands.
    ///
    /// - Returns: how many were tried.
    @discardableResult
    package func drain() async -> Int {
        var count = 0
        while let job = await due(1).first {
            await perform(job)
            count += 1
        }
        return count
    }

    private func due(_ count: Int) async -> [Job] {
        guard count > 0, !Task.isCancelled else { return [] }
        do { return try await queue.claim(count, by: server) } catch {
            // The database being away is the cluster keeper's to report and to mend.
            logger.debug("Jobs could not be taken", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func recover() async {
        do {
            let count = try await queue.recover()
            guard count > 0 else { return }
            logger.warning(
                "Jobs of a silent server were given back", metadata: ["count": "\(count)"])
        } catch {
            let isAway = (error as? any DomainError)?.kind == .unavailable
            logger.log(
                level: isAway || Task.isCancelled ? .debug : .warning,
                "Jobs of silent servers could not be given back", metadata: ["error": "\(error)"])
        }
    }

    private func perform(_ job: Job) async {
        let fields: Logger.Metadata = [
            "job.id": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempts)",
        ]
        let outcome = await JobWatch.run(
            job, every: Self.renewEvery, within: JobQueue.lease,
            isOurs: { try await queue.renew(job) },
            work: {
                guard let kind = kinds[job.kind] else { throw JobError.unknownKind(job.kind) }
                guard kind.isOfTenant == (job.tenant != nil) else {
                    throw JobError.payload(job.kind)
                }
                try await kind.work(job)
            })
        // What was done is written down also while the server stops.
        let tell = Task.detached { [queue] in
            switch outcome {
            case .done: try await queue.finish(job)
            case .stopped: try await queue.stopped(job)
            case .ending: try await queue.release(job)
            case .failed(let error):
                try await queue.fail(
                    job, JobError.sentence(error),
                    pause: JobBackoff.pause(
                        afterAttempt: job.attempts, chance: .random(in: 0...1)))
            }
        }
        if case .failed(let error) = outcome {
            logger.warning(
                "A job failed", metadata: fields.merging(["error": "\(error)"]) { $1 })
        }
        do {
            if try await !tell.value {
                logger.warning("A job was taken over by another server", metadata: fields)
            }
        } catch {
            logger.warning(
                "What became of a job could not be written down",
                metadata: fields.merging(["error": "\(error)"]) { $1 })
        }
    }
}
