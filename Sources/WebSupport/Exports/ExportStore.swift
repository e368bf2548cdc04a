import Glibc
package import Kernel
package import Logging
package import Tenancy

/// The exports of one server: a few are made at a time, the others wait; files are kept in the
/// data directory for an hour, for whoever asked for them. Nothing outlives the server.
package actor ExportStore {
    /// How much at a time, for whom and how long.
    package struct Limits: Sendable {
        package var running = 2
        package var waiting = 40
        package var perOwner = 10
        package var lifetime: Duration = .seconds(3_600)
        /// How long what runs may go on when the server stops.
        package var closingTime: Duration = .seconds(5)

        package init() {}
    }

    /// Gives what stands for the customers that somebody limited to a portfolio sees: another text
    /// when one came or went.
    package typealias Customers = @Sendable (Scope) async throws -> String?

    private let parent: String
    private let limits: Limits
    private let logger: Logger?
    private let now: @Sendable () -> Instant
    private let customers: Customers
    private var folder: ExportFolder?
    private var jobs: [String: ExportJob] = [:]
    private var queue: [String] = []
    private var tasks: [String: Task<Void, Never>] = [:]
    private var waiters: [String: [Int: CheckedContinuation<Void, Never>]] = [:]
    private var lastWaiter = 0
    private var lastNumber = 0
    private var isClosed = false

    /// - Parameters:
    ///   - parent: the folder for exports, shared with other servers of the data directory; made
    ///     with the first export.
    ///   - logger: is told of faults of ours, which nobody may come to look at.
    ///   - now: the clock.
    ///   - customers: is asked about whoever is limited to a portfolio.
    package init(
        in parent: String, limits: Limits = Limits(), logger: Logger? = nil,
        now: @escaping @Sendable () -> Instant = { .now() },
        customers: @escaping Customers = { _ in nil }
    ) {
        self.parent = parent
        self.limits = limits
        self.logger = logger
        self.now = now
        self.customers = customers
    }

    /// Whose exports somebody's are: as they are now, so that what they may no longer see is not
    /// theirs any more.
    package nonisolated func owner(_ scope: Scope) async throws -> ExportOwner {
        let seen = scope.portfolio == nil ? nil : try await customers(scope)
        return ExportOwner(scope, customers: seen)
    }

    /// Takes an export on and returns its id.
    ///
    /// - Throws: `ExportStoreError.tooMany`, `.noRoom`; `WebError.stopping`.
    package func start(_ work: ExportWork, for owner: ExportOwner) throws -> String {
        if isClosed { throw WebError.stopping }
        sweep()
        let unfinished = jobs.values.filter { !$0.isOver }
        guard queue.count < limits.waiting,
            unfinished.count(where: { $0.owner == owner }) < limits.perOwner
        else { throw ExportStoreError.tooMany }
        let folder = try self.folder ?? ExportFolder(in: parent)
        self.folder = folder
        makeRoom(for: owner)
        let id = ExportName.random()
        lastNumber += 1
        jobs[id] = ExportJob(
            number: lastNumber, work: work, owner: owner, path: "\(folder.path)/\(id)")
        queue.append(id)
        startNext()
        return id
    }

    /// Somebody's exports, in the order in which they were asked for.
    func listings(of owner: ExportOwner) -> [ExportListing] {
        sweep()
        return jobs.filter { $0.value.owner == owner }.sorted { $0.value.number < $1.value.number }
            .map { id, job in
                ExportListing(
                    id: id, title: job.work.title, fileName: job.work.fileName,
                    status: status(of: id, job))
            }
    }

    /// - Throws: `ExportStoreError.unknown`, also for somebody else's.
    package func status(
        of id: String, for owner: ExportOwner
    ) throws(ExportStoreError) -> (title: String, status: ExportStatus) {
        sweep()
        guard let job = jobs[id], job.owner == owner else { throw .unknown }
        return (job.work.title, status(of: id, job))
    }

    private func status(of id: String, _ job: ExportJob) -> ExportStatus {
        switch job.state {
        case .waiting: .waiting(ahead: (queue.firstIndex(of: id) ?? 0) + limits.running)
        case .running: .running(job.work.progress())
        case .done:
            .done(
                ExportedFile(
                    path: job.path, name: job.work.fileName,
                    contentType: job.work.contentType))
        case .failed(let error): .failed(error)
        }
    }

    /// Returns when the export is over, or after a time.
    ///
    /// - Parameter patience: nil waits for as long as it takes.
    package func wait(for id: String, atMost patience: Duration?) async {
        guard let job = jobs[id], !job.isOver else { return }
        lastWaiter += 1
        let waiter = lastWaiter
        let timer = patience.map { patience in
            Task {
                try? await Task.sleep(for: patience)
                release(waiter, of: id)
            }
        }
        await withCheckedContinuation { waiters[id, default: [:]][waiter] = $0 }
        timer?.cancel()
    }

    /// Ends an export, or forgets its file.
    ///
    /// - Throws: `ExportStoreError.unknown`.
    package func remove(_ id: String, for owner: ExportOwner) throws(ExportStoreError) {
        guard let job = jobs[id], job.owner == owner else { throw .unknown }
        remove(id)
    }

    /// Removes what servers left behind that were ended before they could.
    package func removeLeftovers() { ExportFolder.removeLeftovers(in: parent) }

    /// Forgets the files whose time is over.
    package func sweep() {
        let end = now()
        for (id, job) in jobs {
            guard let endedAt = job.endedAt else { continue }
            if endedAt.adding(limits.lifetime) <= end { remove(id) }
        }
    }

    /// Takes nothing more on, lets what runs finish for a while, then ends it and removes every
    /// file.
    package func close() async {
        isClosed = true
        for id in queue { remove(id) }
        let end = ContinuousClock.now + limits.closingTime
        for id in Array(tasks.keys) { await wait(for: id, atMost: end - .now) }
        let running = Array(tasks.values)
        for task in running { task.cancel() }
        for task in running { await task.value }
        for id in Array(waiters.keys) { releaseAll(of: id) }
        jobs = [:]
        folder?.remove()
        folder = nil
    }

    private func startNext() {
        while tasks.count < limits.running, !queue.isEmpty {
            let id = queue.removeFirst()
            guard let job = jobs[id] else { continue }
            jobs[id]?.state = .running
            tasks[id] = Task {
                do {
                    try await job.work.run(job.path)
                    end(id, .done)
                } catch {
                    note(error)
                    end(id, .failed(error))
                }
            }
        }
    }

    private func note(_ error: any Error) {
        guard Problem(error).status.code == 500 else { return }
        logger?.error("An export failed", metadata: ["error": "\(error)"])
    }

    private func end(_ id: String, _ state: ExportJob.State) {
        tasks[id] = nil
        if jobs[id] == nil {
            unlink("\(folder?.path ?? "")/\(id)")
        } else {
            jobs[id]?.state = state
            jobs[id]?.endedAt = now()
            if case .failed = state { unlink(jobs[id]?.path ?? "") }
        }
        releaseAll(of: id)
        startNext()
    }

    private func remove(_ id: String) {
        guard let job = jobs.removeValue(forKey: id) else { return }
        queue.removeAll { $0 == id }
        tasks[id]?.cancel()
        unlink(job.path)
        releaseAll(of: id)
    }

    /// Forgets an owner's oldest files where there are too many of them.
    private func makeRoom(for owner: ExportOwner) {
        let over = jobs.filter { $0.value.owner == owner && $0.value.isOver }
            .sorted { ($0.value.endedAt ?? now()) < ($1.value.endedAt ?? now()) }
        for (id, _) in over.dropLast(limits.perOwner - 1) { remove(id) }
    }

    private func release(_ waiter: Int, of id: String) {
        waiters[id]?.removeValue(forKey: waiter)?.resume()
    }

    private func releaseAll(of id: String) {
        for waiter in waiters.removeValue(forKey: id) ?? [:] { waiter.value.resume() }
    }
}
