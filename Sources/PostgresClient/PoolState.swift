/// Everything a pool keeps under its lock.
struct PoolState {
    /// What a caller gets when asking for a connection.
    enum Answer {
        case lease(PostgresConnection)
        case wait
        case refuse(PostgresError)
    }

    /// A caller whose waiting is over, to be told outside the lock.
    struct Outcome {
        let continuation: CheckedContinuation<Lease, any Error>
        let result: Result<PostgresConnection, PostgresError>
    }

    var idle: [PostgresConnection] = []
    /// All connections, idle or not, for a shutdown.
    var all: [ObjectIdentifier: PostgresConnection] = [:]
    var waiters = WaiterQueue()
    var backoff = ConnectBackoff()
    var isClosed = false
    var isTimerSet = false
    var leased: UInt64 = 0
    var opened: UInt64 = 0
    var discarded: UInt64 = 0
    var onDrained: [@Sendable () -> Void] = []

    /// Decides about a new caller.
    mutating func ask(
        _ configuration: PoolConfiguration, make: () -> PostgresConnection
    ) -> Answer {
        if isClosed { return .refuse(.poolClosed) }
        // Nobody overtakes those who wait.
        if waiters.count == 0 {
            if let connection = idle.popLast() {
                leased += 1
                return .lease(connection)
            }
            if let connection = makeIfPossible(configuration, make) { return .lease(connection) }
        }
        if all.isEmpty { return .refuse(.unavailable(backoff.lastReason)) }
        if waiters.count >= configuration.maxWaiters { return .refuse(.poolExhausted) }
        return .wait
    }

    /// Takes a connection back: it goes to whoever has waited longest.
    mutating func release(_ connection: PostgresConnection) -> [Outcome] {
        guard let waiter = waiters.popFirst() else {
            idle.append(connection)
            return []
        }
        leased += 1
        return [Outcome(waiter, .success(connection))]
    }

    /// Gives a connection up, and lets those who wait have new ones or know that there are none.
    mutating func discard(
        _ connection: PostgresConnection, _ configuration: PoolConfiguration,
        make: () -> PostgresConnection
    ) -> [Outcome] {
        all[ObjectIdentifier(connection)] = nil
        discarded += 1
        var outcomes: [Outcome] = []
        while waiters.count > 0, let fresh = makeIfPossible(configuration, make) {
            if let waiter = waiters.popFirst() {
                outcomes.append(Outcome(waiter, .success(fresh)))
            }
        }
        if all.isEmpty { outcomes += refuseAll(.unavailable(backoff.lastReason)) }
        return outcomes
    }

    /// Tells everybody who waits that it was in vain.
    mutating func refuseAll(_ error: PostgresError) -> [Outcome] {
        var outcomes: [Outcome] = []
        while let waiter = waiters.popFirst() { outcomes.append(Outcome(waiter, .failure(error))) }
        return outcomes
    }

    /// Ends the waiting of callers whose time has run out.
    mutating func expire() -> [Outcome] {
        let now = MonotonicClock.nanoseconds()
        var outcomes: [Outcome] = []
        while let deadline = waiters.firstDeadline(), deadline <= now {
            if let waiter = waiters.popFirst() {
                outcomes.append(Outcome(waiter, .failure(.poolExhausted)))
            }
        }
        return outcomes
    }

    private mutating func makeIfPossible(
        _ configuration: PoolConfiguration, _ make: () -> PostgresConnection
    ) -> PostgresConnection? {
        guard !isClosed, all.count < max(1, configuration.maxConnections),
            !backoff.isPaused(at: MonotonicClock.nanoseconds())
        else { return nil }
        let connection = make()
        all[ObjectIdentifier(connection)] = connection
        leased += 1
        return connection
    }
}

extension PoolState.Outcome {
    fileprivate init(
        _ waiter: WaiterQueue.Waiter, _ result: Result<PostgresConnection, PostgresError>
    ) {
        continuation = waiter.continuation
        self.result = result
    }

    /// Wakes the caller.
    func deliver() {
        switch result {
        case .success(let connection): continuation.resume(returning: Lease(of: connection))
        case .failure(let error): continuation.resume(throwing: error)
        }
    }
}
