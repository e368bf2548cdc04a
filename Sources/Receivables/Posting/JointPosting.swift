package import Kernel
import Synchronization
package import Tenancy

/// Posts documents that requests bring one by one. Where more come than are posted at once, those
/// that wait are posted together: a transaction costs about as much as ten documents in it.
///
/// Nobody can tell from an answer or a record whether theirs was one of several. What is posted
/// together is posted as a whole; where that fails, for whichever of them, each is done alone and
/// gets its own answer. So only requests with a key wait here: the key says whether a transaction
/// whose end nobody saw has done it.
package final class JointPosting: Sendable {
    /// How many transactions of a tenant run before what comes has to wait for one of them.
    package static let width = 2
    /// The most documents of one transaction.
    static let documentsMax = 100

    /// Where nothing has ended for so long, what runs waits itself, perhaps for an import's end: it
    /// counts no longer, and who waits is done alone.
    package static let patience: Duration = .milliseconds(250)

    /// One document, and what is answered once it is there.
    package struct Request: Sendable {
        let scope: Scope
        let once: OnceRequest
        let document: NewDocument
        let answer: @Sendable (DocumentDetails) -> OnceAnswer

        package init(
            _ scope: Scope, _ once: OnceRequest, _ document: NewDocument,
            answer: @escaping @Sendable (DocumentDetails) -> OnceAnswer
        ) {
            self.scope = scope
            self.once = once
            self.document = document
            self.answer = answer
        }

        /// The others are done alone: what writes more than one statement, and what whoever is
        /// limited to some customers may not do.
        fileprivate var canJoin: Bool { document.standsAlone && scope.portfolio == nil }
    }

    private enum Turn: Sendable {
        /// There is room: it is done alone, and who waits comes after it. With the number of the
        /// round in which it counts.
        case first(Int)
        case done(OnceAnswer)
        /// What it was to be done with has failed, or never began.
        case failed
    }

    private struct Waiting: Sendable {
        let request: Request
        let turn: CheckedContinuation<Turn, Never>
    }

    /// What is being done of a tenant, and what waits: only where as much runs as may.
    private struct Line: Sendable {
        var running = 0
        var waiting: [Waiting] = []
        /// How often those who waited had their turn.
        var turns = 0
        /// Another one in each line, and where what runs was found not to end: what began in an
        /// earlier round counts no more.
        var round: Int
        var isWatched = false

        var isOver: Bool { running == 0 && !isWatched }
    }

    private struct Lines: Sendable {
        var ofTenants: [ID<Tenant>: Line] = [:]
        private var rounds = 0

        mutating func newRound() -> Int {
            rounds += 1
            return rounds
        }
    }

    private let posting: PostingService
    private let register: DocumentRegister
    private let once: OnceService
    private let patience: Duration
    private let lines = Mutex(Lines())

    package init(
        posting: PostingService, register: DocumentRegister, once: OnceService,
        patience: Duration = JointPosting.patience
    ) {
        self.patience = patience
        self.posting = posting
        self.register = register
        self.once = once
    }

    /// Posts the document of a request, at once or together with others.
    ///
    /// - Parameter alone: posts it in a transaction of its own; what it throws is thrown.
    package func perform(
        _ request: Request, alone: () async throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        guard request.canJoin else { return try await alone() }
        let tenant = request.scope.tenant.id
        let turn = await withCheckedContinuation { turn in
            begin(tenant, Waiting(request: request, turn: turn))
        }
        switch turn {
        case .done(let answer): return answer
        case .failed: return try await alone()
        case .first(let round):
            defer { goOn(tenant, round) }
            return try await alone()
        }
    }

    /// How many count as going on, and how many wait.
    package func counts(of tenant: ID<Tenant>) -> (running: Int, waiting: Int) {
        lines.withLock { lines in
            let line = lines.ofTenants[tenant]
            return (line?.running ?? 0, line?.waiting.count ?? 0)
        }
    }

    /// Gives somebody their turn where there is room for one more; else they wait.
    private func begin(_ tenant: ID<Tenant>, _ waiting: Waiting) {
        let (round, isFirstToWait) = lines.withLock { lines -> (Int?, Bool) in
            var line = lines.ofTenants[tenant] ?? Line(round: lines.newRound())
            defer { lines.ofTenants[tenant] = line }
            guard line.running >= Self.width else {
                line.running += 1
                return (line.round, false)
            }
            line.waiting.append(waiting)
            defer { line.isWatched = true }
            return (nil, !line.isWatched)
        }
        if let round { waiting.turn.resume(returning: .first(round)) }
        if isFirstToWait { Task { await watch(tenant) } }
    }

    /// Sees to it that nobody waits behind what does not end.
    private func watch(_ tenant: ID<Tenant>) async {
        var turns: Int?
        while true {
            try? await Task.sleep(for: patience)
            let (stuck, goesOn) = lines.withLock { lines -> ([Waiting], Bool) in
                guard var line = lines.ofTenants[tenant] else { return ([], false) }
                let isStuck = line.turns == turns && !line.waiting.isEmpty
                turns = line.turns
                let stuck = isStuck ? line.waiting : []
                if isStuck {
                    line.waiting = []
                    line.running = 0
                    line.round = lines.newRound()
                }
                line.isWatched = !line.waiting.isEmpty
                lines.ofTenants[tenant] = line.isOver ? nil : line
                return (stuck, line.isWatched)
            }
            for waiting in stuck { waiting.turn.resume(returning: .failed) }
            if !goesOn { return }
        }
    }

    /// After the end of a transaction: those who wait take its place, or nobody does.
    ///
    /// - Parameter round: in which it began.
    private func goOn(_ tenant: ID<Tenant>, _ round: Int) {
        let next = lines.withLock { lines -> [Waiting] in
            guard var line = lines.ofTenants[tenant], line.round == round else { return [] }
            let next = Array(line.waiting.prefix(Self.documentsMax))
            line.waiting.removeFirst(next.count)
            if next.isEmpty { line.running -= 1 } else { line.turns += 1 }
            lines.ofTenants[tenant] = line.isOver ? nil : line
            return next
        }
        guard next.count > 1 else {
            next.first?.turn.resume(returning: .first(round))
            return
        }
        // No one request's: it goes on where the client of one of them has gone.
        Task {
            let answers = try? await post(next.map(\.request))
            for (place, waiting) in next.enumerated() {
                waiting.turn.resume(returning: answers.map { .done($0[place]) } ?? .failed)
            }
            goOn(tenant, round)
        }
    }

    /// - Returns: the answers in the same order.
    private func post(_ requests: [Request]) async throws -> [OnceAnswer] {
        let (posting, register) = (posting, register)
        return try await once.performTogether(
            requests.map { (scope: $0.scope, request: $0.once) }
        ) { connection in
            let details = try posting.bookTogether(
                requests.map { (scope: $0.scope, document: $0.document) }, with: register,
                on: connection)
            return zip(requests, details).map { request, details in request.answer(details) }
        }
    }
}
