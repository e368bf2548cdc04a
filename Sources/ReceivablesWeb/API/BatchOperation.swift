import Formats
import Kernel
import Receivables
import Tenancy
import WebSupport

/// Makes up to 1,000 things in one call: all of them or none, or each by itself.
struct BatchOperation<Input: APIInput>: Sendable {
    /// Makes them in one go, in the transaction; returns their ids in the same order.
    typealias Make =
        @Sendable ([Input], APICall, isolated TenantConnection) throws -> [String]
    /// Holds in one order what making them holds, before they are made one by one: two batches
    /// then wait for each other, and never in a circle.
    typealias Hold = @Sendable ([Input], APICall, isolated TenantConnection) throws -> Void

    let path: String
    let name: String
    let tag: APITag
    let summary: String
    let services: APIServices
    let make: Make

    var operation: APIOperation {
        APIOperation(.post, path, name, tag, summary, answer: .object(BatchOutcome.answer.schema)) {
            call in
            let batch = try call.input(BatchInput<Input>.self)
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let outcomes =
                        switch batch.mode {
                        case .all:
                            try all(batch.items.map { try $0.get() }, call, connection)
                        case .each: try each(batch.items, call, connection)
                        }
                    return OnceAnswer(status: 200, body: BatchOutcome.answer.bytes(outcomes))
                })
        }.with {
            $0.about =
                "In the mode `all` one that cannot be made keeps all from being made, and the"
                + " answer is its problem, whose `pointer` names it; in the mode `each` the answer"
                + " says of each what became of it, also of one that cannot be read."
            $0.permission = .postReceivables
            $0.input = BatchInput<Input>.schema
            $0.example = example
            $0.isOnce = true
            $0.bodyBytesMax = 8 << 20
            $0.problems = problems.map { BatchItemError(index: 0, reason: $0) }
        }
    }

    var problems: [any DomainError] = []
    var example: String?
    var hold: Hold = { _, _, _ in }

    /// All at once, which is fast; where one of them cannot be made, one by one until it is found.
    ///
    /// - Throws: `BatchItemError`, which names it.
    private func all(
        _ items: [Input], _ call: APICall, _ connection: isolated TenantConnection
    ) throws -> [BatchOutcome] {
        do {
            return try connection.savepoint { connection in
                try make(items, call, connection).map(BatchOutcome.made)
            }
        } catch let error as any DomainError where error.isRefusal {
            try hold(items, call, connection)
            for (index, item) in items.enumerated() {
                do { _ = try make([item], call, connection) } catch let error as any DomainError
                    where error.isRefusal
                {
                    throw BatchItemError(index: index, reason: error)
                }
            }
            throw error
        }
    }

    /// The same of those that could be read; what cannot be made keeps nobody else from it.
    private func each(
        _ items: [Result<Input, APIBodyError>], _ call: APICall,
        _ connection: isolated TenantConnection
    ) throws -> [BatchOutcome] {
        let readable = items.compactMap { try? $0.get() }
        do {
            var made = try connection.savepoint { connection in
                try readable.isEmpty ? [] : make(readable, call, connection)
            }[...]
            return items.map { item in
                switch item {
                case .success: .made(made.popFirst() ?? "")
                case .failure(let error): .refused(error)
                }
            }
        } catch let error as any DomainError where error.isRefusal {
            try hold(readable, call, connection)
            return try items.enumerated().map { index, item in
                do {
                    let input = try item.get()
                    return try connection.savepoint { connection in
                        .made(try make([input], call, connection).first ?? "")
                    }
                } catch let error as APIBodyError {
                    return .refused(error)
                } catch let error as any DomainError where error.isRefusal {
                    return .refused(BatchItemError(index: index, reason: error))
                }
            }
        }
    }
}

extension DomainError {
    /// Whether it is about what was sent, and not about the server or the moment.
    fileprivate var isRefusal: Bool {
        if isOfTheMoment { return false }
        return switch kind {
        case .invalid, .notFound, .conflict, .tooLarge: true
        case .forbidden, .unauthenticated, .unavailable, .timeout, .internalFailure: false
        }
    }
}
