import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Books that requests post to one document each, where as much goes on already as may at once.
struct JointSite: Sendable {
    let books: Books
    let joint: JointPosting
    let once: OnceService
    let register: DocumentRegister

    /// - Parameter patience: how long it is waited behind what does not end.
    init(_ books: Books, patience: Duration = .seconds(60)) {
        self.books = books
        once = OnceService(database: books.database)
        register = DocumentRegister(database: books.database)
        joint = JointPosting(
            posting: books.posting, register: register, once: once, patience: patience)
    }

    /// What a program sends from somewhere.
    struct Sent: Sendable {
        let key: String
        let document: NewDocument
        var program: Int64 = 1
        var address = ""

        func scope(_ tenant: Tenant) -> Scope {
            Scope(
                tenant: tenant, actor: .program(id: program, name: "program \(program)"),
                grant: Grant(permissions: Set(Permission.allCases), portfolio: nil),
                origin: Origin(address: address, requestID: "request \(key)"))
        }
    }

    /// What became of requests that had to wait for others.
    struct Outcome: Sendable {
        let answers: [Result<OnceAnswer, any Error>]
        /// The keys of those that were done alone.
        let alone: [String]

        /// - Throws: what the first that failed has thrown.
        var all: [OnceAnswer] { get throws { try answers.map { try $0.get() } } }
    }

    /// Says all that an answer of the API does, in its own words.
    static func answer(_ made: DocumentDetails) -> OnceAnswer {
        let parts = made.instalments.map { "\($0.number) \($0.dueDate) \($0.amount) \($0.open)" }
        let entry = made.entry
        let text = """
            \(entry.id) \(entry.number) \(entry.customerName) \(entry.date) \(entry.dueDate) \
            \(entry.amount) \(entry.open) \(entry.baseAmount) \(entry.recordedAt) \(parts) “ü”
            """
        return OnceAnswer(status: 201, body: Array(text.utf8), path: "/\(made.entry.id)/")
    }

    func alone(_ sent: Sent) async throws -> OnceAnswer {
        let scope = sent.scope(books.tenant)
        return try await once.perform(scope, try request(sent)) { connection in
            Self.answer(
                try books.posting.bookAndRead(
                    scope, sent.document, today: "2026-12-31", with: register, on: connection))
        }
    }

    private func request(_ sent: Sent) throws -> OnceRequest {
        // As long as a SHA-256, and another for another document.
        var digest = [UInt8](repeating: 0, count: 32)
        for (place, byte) in "\(sent.document.draft)".utf8.enumerated() {
            digest[place % 32] = digest[place % 32] &* 31 &+ byte
        }
        return try OnceRequest(key: sent.key, digest: digest)
    }

    func perform(
        _ sent: Sent, alone: () async throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        let joining = JointPosting.Request(
            sent.scope(books.tenant), try request(sent), sent.document, answer: Self.answer)
        return try await joint.perform(joining, alone: alone)
    }

    /// Sends requests while as many go on as may, and ends these once all of those wait.
    ///
    /// - Parameter meanwhile: is done before those end.
    func together(
        _ sent: [Sent], meanwhile: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> Outcome {
        try await holding { release in
            async let ending: Void = {
                while joint.counts(of: books.tenant.id).waiting < sent.count {
                    try await Task.sleep(for: .milliseconds(1))
                }
                try await meanwhile()
                release()
            }()
            let came = await withTaskGroup(of: Came.self) { group in
                for place in sent.indices { group.addTask { await send(sent, place) } }
                return await group.reduce(into: []) { $0.append($1) }
            }.sorted { $0.place < $1.place }
            try await ending
            return Outcome(
                answers: came.map(\.answer),
                alone: came.filter(\.isAlone).map { sent[$0.place].key })
        }
    }

    private struct Came: Sendable {
        let place: Int
        let answer: Result<OnceAnswer, any Error>
        let isAlone: Bool
    }

    private func send(_ sent: [Sent], _ place: Int) async -> Came {
        var isAlone = false
        do {
            let answer = try await perform(sent[place]) {
                isAlone = true
                return try await alone(sent[place])
            }
            return Came(place: place, answer: .success(answer), isAlone: isAlone)
        } catch { return Came(place: place, answer: .failure(error), isAlone: isAlone) }
    }

    /// Has as much go on as may while the body runs, until it releases that.
    private func holding<R: Sendable>(
        _ body: (@Sendable () -> Void) async throws -> R
    ) async throws -> R {
        let (begun, tellBegun) = AsyncStream.makeStream(of: Void.self)
        let gates = (0..<JointPosting.width).map { _ in AsyncStream.makeStream(of: Void.self) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, gate) in gates.enumerated() {
                let held = Sent(key: "held-\(place)", document: nothing)
                group.addTask {
                    _ = try await perform(held) {
                        tellBegun.yield()
                        for await _ in gate.stream {}
                        return OnceAnswer(status: 204)
                    }
                }
            }
            var count = 0
            for await _ in begun {
                count += 1
                if count == gates.count { break }
            }
            let ends = gates.map(\.continuation)
            let release: @Sendable () -> Void = { for end in ends { end.finish() } }
            defer { release() }
            let result = try await body(release)
            try await group.waitForAll()
            return result
        }
    }

    /// Is never posted.
    private var nothing: NewDocument {
        NewDocument(
            DocumentDraft(
                kind: .invoice, customer: ID(0), number: "", date: "2026-01-01",
                amount: .zero(Books.base)))
    }
}
