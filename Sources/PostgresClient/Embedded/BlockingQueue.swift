internal import Dispatch

/// Runs blocking work on a thread of its own, off the threads that Swift's tasks share.
struct BlockingQueue: Sendable {
    private let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs `work`; cancelling the task interrupts it at its next pause.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (Interruption) throws -> Result
    ) async throws -> Result {
        let interruption = Interruption()
        return try await withTaskCancellationHandler {
            try await submit { try work(interruption) }
        } onCancel: {
            interruption.interrupt()
        }
    }

    /// Runs `work` to its end even when the task is cancelled: for putting things in order.
    func runToEnd<Result: Sendable>(
        _ work: @escaping @Sendable (Interruption) throws -> Result
    ) async throws -> Result {
        try await submit { try work(Interruption()) }
    }

    private func submit<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    }
}
