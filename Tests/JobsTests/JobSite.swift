import BooksTestSupport
import Jobs
import Kernel
import Logging
import PostgresClient
import Synchronization
import Tenancy

/// A queue with a kind of job that does what a test says, in a database of its own.
struct JobSite: Sendable {
    struct Note: Codable { let text: String }

    let books: Books
    let queue: JobQueue
    let jobs: JobService
    let kind: JobKind

    /// - Parameter work: what the job does.
    static func use(
        work: @escaping @Sendable (String) async throws -> Void = { _ in },
        _ body: (JobSite) async throws -> Void
    ) async throws {
        try await Books.use { books in
            let kind = JobKind(
                "test.note", title: "Take a note", isOfTenant: true, attemptsMax: 3,
                payload: Note.self
            ) { note, _ in try await work(note.text) }
            try await body(
                JobSite(
                    books: books, queue: JobQueue(pool: books.pool),
                    jobs: JobService(pool: books.pool, kinds: [kind]), kind: kind))
        }
    }

    @discardableResult
    func add(
        _ text: String, uniqueKey: String? = nil, delay: Duration = .zero
    ) async throws -> ID<Job>? {
        try await queue.add(
            JobDraft(
                kind, tenant: books.tenant.id, payload: Note(text: text), uniqueKey: uniqueKey,
                delay: delay))
    }

    func runner(_ server: String = "one") -> JobRunner {
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        return JobRunner(queue: queue, kinds: [kind], server: server, logger: quiet)
    }

    func find(_ id: ID<Job>?) async throws -> Job {
        try await jobs.find(books.scope, id ?? ID(1))
    }

    /// Lets time pass: everything that is to happen happens so much earlier.
    func pass(_ interval: String) async throws {
        try await books.installation.owner.execute(
            """
            UPDATE public.jobs SET run_at = run_at - \(interval)::text::interval,
                lease_until = lease_until - \(interval)::text::interval,
                finished_at = finished_at - \(interval)::text::interval
            """)
    }

    func records(_ action: String) async throws -> Int64 {
        try await books.pool.query(
            "SELECT count(*) FROM public.audit_events WHERE action = \(action)"
        ).single().int64(0)
    }
}

/// What went on, in order.
final class Notes: Sendable {
    private let texts = Mutex<[String]>([])
    func add(_ text: String) { texts.withLock { $0.append(text) } }
    var all: [String] { texts.withLock { $0 } }
}
