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
            let make = make
            return .once(
                try await services.once.perform(call.scope, try call.once()) { connection in
                    let outcomes =
                        switch batch.mode {
                        case .all:
                            try make(batch.items, call, connection).map(BatchOutcome.made)
                        case .each: try Self.each(batch.items, call, make, connection)
                        }
                    return OnceAnswer(status: 200, body: BatchOutcome.answer.bytes(outcomes))
                })
        }.with {
            $0.about =
                "In the mode `all` one that cannot be made keeps all from being made, and the"
                + " answer is its problem; in the mode `each` the answer says of each what became"
                + " of it."
            $0.permission = .postReceivables
            $0.input = BatchInput<Input>.schema
            $0.example = example
            $0.isOnce = true
            $0.bodyBytesMax = 8 << 20
            $0.problems = problems
        }
    }

    var problems: [any DomainError] = []
    var example: String?

    /// All at once, which is fast; only where one of them cannot be made, one by one.
    private static func each(
        _ items: [Input], _ call: APICall, _ make: Make,
        _ connection: isolated TenantConnection
    ) throws -> [BatchOutcome] {
        do {
            return try connection.savepoint { connection in
                try make(items, call, connection).map(BatchOutcome.made)
            }
        } catch is any DomainError {
            return try items.map { item in
                do {
                    return try connection.savepoint { connection in
                        .made(try make([item], call, connection).first ?? "")
                    }
                } catch let error as any DomainError where error.kind != .internalFailure {
                    return .refused(error)
                }
            }
        }
    }
}
