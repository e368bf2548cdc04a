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

    /// The one that came back last is the last.
    var idle: [PostgresConnection] = []
    /// All connections, idle or not, for a shutdown.
    var all: [ObjectIdentifier: PostgresConnection] = [:]
    /// The places that those have.
    private var takenPlaces: Set<Int> = []
    var waiters = WaiterQueue()
    var backoff = ConnectBackoff()
    var isClosed = false
    var isTimerSet = false
    var leased: UInt64 = 0
    var opened: UInt64 = 0
    var discarded: UInt64 = 0
    var onDrained: [@Sendable () -> Void] = []

    /// Decides about a new caller.
    ///
    /// - Parameter place: where the caller's statements are most likely prepared; nil for no
    ///   matter.
    mutating func ask(
        _ configuration: PoolConfiguration, near place: Int? = nil,
        make: (Int) -> PostgresConnection
    ) -> Answer {
        if isClosed { return .refuse(.poolClosed) }
        // Nobody overtakes those who wait.
        if waiters.count == 0 {
            if let place, !takenPlaces.contains(place),
                let connection = makeIfPossible(configuration, near: place, make)
            {
                return .lease(connection)
            }
            if let connection = takeIdle(configuration, near: place) {
                leased += 1
                return .lease(connection)
            }
            if let connection = makeIfPossible(configuration, near: place ?? 0, make) {
                return .lease(connection)
            }
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
        make: (Int) -> PostgresConnection
    ) -> [Outcome] {
        all[ObjectIdentifier(connection)] = nil
        takenPlaces.remove(connection.place)
        discarded += 1
        var outcomes: [Outcome] = []
        while waiters.count > 0, let fresh = makeIfPossible(configuration, near: 0, make) {
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

    /// The idle connection at the place, or at the next one that has an idle one: so what one
    /// tenant's statements leave on the server is on few connections also where several are busy.
    private mutating func takeIdle(
        _ configuration: PoolConfiguration, near place: Int?
    ) -> PostgresConnection? {
        guard let place else { return idle.popLast() }
        let count = max(1, configuration.maxConnections)
        let nearest = idle.indices.min { left, right in
            (idle[left].place - place + count) % count
                < (idle[right].place - place + count) % count
        }
        return nearest.map { idle.remove(at: $0) }
    }

    private mutating func makeIfPossible(
        _ configuration: PoolConfiguration, near place: Int,
        _ make: (Int) -> PostgresConnection
    ) -> PostgresConnection? {
        guard !isClosed, all.count < max(1, configuration.maxConnections),
            !backoff.isPaused(at: MonotonicClock.nanoseconds())
        else { return nil }
        let count = max(1, configuration.maxConnections)
        let places = (0..<count).lazy.map { (place + $0) % count }
        guard let free = places.first(where: { [takenPlaces] in !takenPlaces.contains($0) }) else {
            return nil
        }
        let connection = make(free)
        takenPlaces.insert(free)
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
