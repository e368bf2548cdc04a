import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

/// What moved the books from one day to another.
extension History {
    mutating func checkRollForward(between days: [LocalDate]) async throws {
        let service = RollForwardService(database: books.database)
        for from in days {
            let to = try from.adding(days: random.int(1...90))
            var then = try request(on: from)
            if random.chance(4) { then.customer = random.pick(customers) }
            if random.chance(3) { then.knownAt = try await books.now() }
            then.rows = .customer
            var now = then
            now.asOf = to
            let forward = try await service.between(books.scope, from: from, to: to, now)
            let opening = try await answer(then).totals
            let closing = try await answer(now).totals
            guard forward.openingByBucket == opening, forward.closingByBucket == closing else {
                throw HistoryFailure(
                    "\(now) since \(from): \(forward); opening \(opening), closing \(closing)")
            }
            try check(forward, now)
        }
    }

    /// Each change in total, as the movements of its kinds add up.
    private func check(_ forward: RollForward, _ request: AgingRequest) throws {
        var sums: [MovementKind: Int64] = [:]
        for movement in reference.movements
        where movement.effectiveOn > forward.from && movement.effectiveOn <= forward.to {
            guard let document = reference.documents[movement.item.document] else { continue }
            if let customer = request.customer, document.customer != customer { continue }
            if case .only(let currency) = request.currency {
                if document.currency != currency { continue }
                sums[movement.kind, default: 0] += movement.amount
            } else {
                sums[movement.kind, default: 0] += movement.base
            }
        }
        func sum(_ kinds: MovementKind...) -> Int64 {
            kinds.reduce(0) { $0 + (sums[$1] ?? 0) }
        }
        let expected = [
            sum(.invoice), sum(.receipt), sum(.creditNote), sum(.writeOff),
            sum(.allocation, .revaluation), sum(.refund), sum(.openingBalance), 0,
        ]
        let found = RollForward.Change.allCases.map { forward.byBucket($0).total }
        guard found == expected else {
            throw HistoryFailure(
                "\(request) since \(forward.from): \(found) for \(expected)")
        }
    }
}
