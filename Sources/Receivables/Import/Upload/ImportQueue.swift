import Glibc
import Kernel
import PostgresClient
import Synchronization
package import Tenancy

/// Runs imports beside the requests that ask for them: one at a time for each tenant, whether or
/// not somebody watches. `run()` does the work and ends when its task is cancelled.
package actor ImportQueue {
    private struct Key: Hashable {
        let tenant: Int64
        let name: String
    }

    private struct Entry {
        let key: Key
        let job: ImportJob
        let work: @Sendable (ImportJob) async -> Void
    }

    /// Results of jobs that are done are kept for those who come back.
    private static let doneMax = 500

    private let imports: ImportService
    private let uploads: ImportUploadService
    private let undoing: ImportUndoService
    private let onUnexpected: @Sendable (any Error) -> Void
    private var jobs: [Key: ImportJob] = [:]
    private var done: [Key] = []
    private var waiting: [Int64: [Entry]] = [:]
    private var busy: Set<Int64> = []
    private let wake = AsyncStream<Int64>.makeStream()
    private let isEnding = Atomic(false)

    /// - Parameter onUnexpected: told of errors that people are not.
    package init(
        imports: ImportService, uploads: ImportUploadService, undoing: ImportUndoService,
        onUnexpected: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.imports = imports
        self.uploads = uploads
        self.undoing = undoing
        self.onUnexpected = onUnexpected
    }

    /// Whether the program is ending: nobody should wait for a job any more.
    package nonisolated var isStopping: Bool { isEnding.load(ordering: .relaxed) }

    /// Works until its task is cancelled, which stops what is running.
    package func run() async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for await tenant in wake.stream where busy.insert(tenant).inserted {
                    group.addTask { await self.work(off: tenant) }
                }
                group.cancelAll()
            }
        } onCancel: {
            isEnding.store(true, ordering: .relaxed)
            wake.continuation.finish()
        }
    }

    // MARK: What is asked for

    /// Looks at the whole file and stores nothing; a look with other options ends.
    package func check(_ scope: Scope, _ upload: ImportUpload) -> ImportJob {
        let key = key(scope, "check \(upload.token) \(upload.options.hashValue)")
        if let job = jobs[key] { return job }
        let prefix = "check \(upload.token) "
        for (other, job) in jobs where other.tenant == key.tenant && other.name.hasPrefix(prefix) {
            job.cancel()
            jobs[other] = nil
        }
        return add(key, storesNothing: true) { [imports, uploads] job in
            await self.finish(job) {
                try await imports.run(scope, uploads.request(upload, isDryRun: true)) {
                    job.note($0)
                }
            }
        }
    }

    /// Imports a file.
    ///
    /// - Throws: `ImportUploadError.busy`, `.unknown`.
    package func start(_ scope: Scope, _ upload: ImportUpload) async throws -> ImportJob {
        try scope.require(.importData)
        guard let claim = uploads.folder.claim(upload.token) else {
            throw uploads.folder.exists(upload.token)
                ? ImportUploadError.busy : ImportUploadError.unknown
        }
        let start = AuditEvent(.importStarted, upload.token.object).record(
            scope, with: ImportUploadStorage.start(upload.token, of: scope.uploader))
        guard try await !uploads.database.write(scope, [start])[0].isEmpty else {
            throw ImportUploadError.busy
        }
        stopChecks(scope, upload.token)
        let key = key(scope, upload.token.text)
        jobs[key] = nil
        return add(key) { job in
            await self.store(scope, upload, claim, job)
        }
    }

    /// Undoes an import.
    package func undo(_ scope: Scope, _ id: Int64) throws -> ImportJob {
        try scope.require(.importData)
        let key = key(scope, "undo \(id)")
        if let job = jobs[key], !job.isDone { return job }
        jobs[key] = nil
        return add(key) { [undoing] job in
            await self.finish(job) {
                try await undoing.undo(scope, id) { done, count in
                    job.note(fraction: Double(done) / Double(max(count, 1)))
                }
                return nil
            }
        }
    }

    package func job(_ scope: Scope, _ token: ImportUploadToken) -> ImportJob? {
        jobs[key(scope, token.text)]
    }

    package func undoing(_ scope: Scope, _ id: Int64) -> ImportJob? {
        jobs[key(scope, "undo \(id)")]
    }

    /// Stops an import; nothing of it is stored.
    package func cancel(_ scope: Scope, _ token: ImportUploadToken) {
        job(scope, token)?.cancel()
    }

    private func stopChecks(_ scope: Scope, _ token: ImportUploadToken) {
        let (tenant, prefix) = (scope.tenant.id.rawValue, "check \(token) ")
        for (key, job) in jobs where key.tenant == tenant && key.name.hasPrefix(prefix) {
            if !job.isDone { job.cancel() }
        }
    }

    // MARK: Work

    private func add(
        _ key: Key, storesNothing: Bool = false,
        _ work: @escaping @Sendable (ImportJob) async -> Void
    ) -> ImportJob {
        let job = ImportJob(storesNothing: storesNothing)
        jobs[key] = job
        waiting[key.tenant, default: []].append(Entry(key: key, job: job, work: work))
        tellPlaces(key.tenant)
        wake.continuation.yield(key.tenant)
        return job
    }

    private func work(off tenant: Int64) async {
        while let entry = next(tenant) {
            let task = Task { await entry.work(entry.job) }
            entry.job.begin(task)
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            remember(entry.key)
        }
        busy.remove(tenant)
    }

    private func next(_ tenant: Int64) -> Entry? {
        guard let first = waiting[tenant]?.first else { return nil }
        waiting[tenant]?.removeFirst()
        tellPlaces(tenant)
        return first
    }

    private func tellPlaces(_ tenant: Int64) {
        let isRunning = busy.contains(tenant) ? 1 : 0
        for (index, entry) in (waiting[tenant] ?? []).enumerated() {
            entry.job.wait(behind: index + isRunning)
        }
    }

    private func remember(_ key: Key) {
        done.append(key)
        while done.count > Self.doneMax {
            let oldest = done.removeFirst()
            if jobs[oldest]?.isDone == true { jobs[oldest] = nil }
        }
    }

    private func finish(
        _ job: ImportJob, _ body: () async throws -> ImportReport?
    ) async {
        do {
            try Task.checkCancellation()
            job.finish(.success(try await body()))
        } catch {
            let failure = failure(error)
            job.finish(.failure(failure))
        }
    }

    private func store(
        _ scope: Scope, _ upload: ImportUpload, _ claim: UploadClaim, _ job: ImportJob
    ) async {
        let result: Result<ImportReport, ImportJobFailure>
        do {
            try Task.checkCancellation()
            result = .success(try await stored(scope, upload, job))
        } catch {
            result = .failure(failure(error))
        }
        let token = upload.token
        var state = ImportUploadState.stored
        var report: ImportReport?
        var problem: String?
        switch result {
        case .success(let found):
            report = found
            if found.isStored { uploads.folder.removeFile(token) } else { state = .refused }
        case .failure(let failure):
            let isOurs = failure.isCancellation || Task.isCancelled
            state = job.isCancelled ? .cancelled : isOurs ? .interrupted : .failed
            problem = failure.sentence
            // It was taken away meanwhile, since who sent it was erased: so is what came of it.
            if !uploads.folder.exists(token) { uploads.folder.remove(token) }
        }
        await keep(scope, token, state, problem, report)
        withExtendedLifetime(claim) {}
        job.finish(result.map { $0 })
    }

    private func stored(
        _ scope: Scope, _ upload: ImportUpload, _ job: ImportJob
    ) async throws -> ImportReport {
        let path = uploads.folder.rejectsPath(of: upload.token)
        unlink(path)
        let descriptor = try uploads.folder.create(path)
        defer { close(descriptor) }
        let request = uploads.request(upload, isDryRun: false, rejectsDescriptor: descriptor)
        let report = try await imports.run(scope, request) { job.note($0) }
        if report.rejected == 0 { unlink(path) }
        return report
    }

    /// Also when the program ends: the task may be cancelled, what is written must not be.
    private func keep(
        _ scope: Scope, _ token: ImportUploadToken, _ state: ImportUploadState,
        _ problem: String?, _ report: ImportReport?
    ) async {
        let rejects = Array(report?.rejects.prefix(ImportUploadService.rejectsShown) ?? [])
        let query = ImportUploadStorage.finish(
            token, state, problem: problem, rejected: report?.rejected ?? 0, rejects)
        let database = uploads.database
        // What was stored has been recorded with it.
        let event = AuditEvent(
            .importStopped, token.object, after: ["state": .text(state.rawValue)])
        let queries = state == .stored ? [query] : [query, event.record(scope)]
        let writing = Task.detached { _ = try await database.write(scope, queries) }
        do { try await writing.value } catch { onUnexpected(error) }
    }

    private func failure(_ error: any Error) -> ImportJobFailure {
        let failure = ImportJobFailure(error)
        if failure.code == "unexpected", !failure.isCancellation { onUnexpected(error) }
        return failure
    }

    private func key(_ scope: Scope, _ name: String) -> Key {
        Key(tenant: scope.tenant.id.rawValue, name: name)
    }
}
