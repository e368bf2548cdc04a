/// Runs a job's work beside the renewing of its lease. The work is told to stop as soon as the
/// lease is lost: somebody else may have begun it.
enum JobWatch {
    enum Outcome: Sendable {
        case done
        case failed(any Error)
        /// Somebody wanted it to stop, or took it over.
        case stopped
        /// The server is ending.
        case ending
    }

    private enum Event: Sendable {
        case worked(Result<Void, any Error>)
        case lost
    }

    /// - Parameters:
    ///   - isOurs: renews the lease; false when it is not ours any more.
    ///   - limit: how long the lease holds without being renewed.
    static func run(
        _ job: Job, every pause: Duration, within limit: Duration,
        isOurs: @escaping @Sendable () async throws -> Bool,
        work: @escaping @Sendable () async throws -> Void
    ) async -> Outcome {
        await withTaskGroup(of: Event.self) { group in
            group.addTask {
                do {
                    try await work()
                    return .worked(.success(()))
                } catch { return .worked(.failure(error)) }
            }
            group.addTask {
                var renewed = ContinuousClock.now
                while true {
                    do { try await Task.sleep(for: pause) } catch { return .lost }
                    do {
                        guard try await isOurs() else { return .lost }
                        renewed = .now
                    } catch {
                        // Nobody was reached: the lease is over when it is over.
                        if ContinuousClock.now - renewed > limit - pause { return .lost }
                    }
                }
            }
            guard let first = await group.next() else { return .ending }
            let isEnding = Task.isCancelled
            group.cancelAll()
            var last = first
            // It may come to its end nevertheless.
            if case .lost = first, let event = await group.next() { last = event }
            switch (first, last) {
            case (_, .worked(.success)): return .done
            case (.lost, _): return isEnding ? .ending : .stopped
            case (_, .worked(.failure(let error))): return isEnding ? .ending : .failed(error)
            case (_, .lost): return .ending
            }
        }
    }
}
