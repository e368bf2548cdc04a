internal import Dispatch
internal import Synchronization

extension PostgresPool {
    /// Waits for a connection.
    ///
    /// - Parameter scope: a tenant's statements go to the same connection whenever it is free.
    ///   The server reads a schema's catalogue and plans its statements once for each connection:
    ///   with many tenants on all of them, that would be done again for nearly every statement.
    func acquire(for scope: StatementScope? = nil) async throws -> Lease {
        if Task.isCancelled { throw PostgresError.cancelled }
        let place = scope?.place(of: configuration.maxConnections)
        let answer = state.withLock {
            $0.ask(configuration, near: place, make: makeConnection)
        }
        switch answer {
        case .lease(let connection): return Lease(of: connection)
        case .refuse(let error): throw error
        case .wait: return try await waitForLease()
        }
    }

    private func waitForLease() async throws -> Lease {
        let ticket = nextTicket.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(continuation, ticket: ticket)
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.remove(ticket: ticket) }
            waiter?.continuation.resume(throwing: PostgresError.cancelled)
        }
    }

    /// Asks once more, since a connection may have come back meanwhile, and queues up if not.
    private func enqueue(_ continuation: CheckedContinuation<Lease, any Error>, ticket: UInt64) {
        let timeout = MonotonicClock.nanoseconds(configuration.acquireTimeout)
        let answer = state.withLock { state in
            let answer = state.ask(configuration, make: makeConnection)
            guard case .wait = answer else { return answer }
            // A task cancelled before this point has already looked for its ticket in vain.
            if Task.isCancelled { return .refuse(.cancelled) }
            state.waiters.append(
                .init(
                    ticket: ticket, continuation: continuation,
                    deadline: MonotonicClock.nanoseconds() + timeout))
            if !state.isTimerSet {
                state.isTimerSet = true
                setTimer(after: timeout)
            }
            return answer
        }
        switch answer {
        case .lease(let connection): continuation.resume(returning: Lease(of: connection))
        case .refuse(let error): continuation.resume(throwing: error)
        case .wait: break
        }
    }

    /// One timer serves all who wait: they wait equally long, so the first comes due first.
    private func setTimer(after nanoseconds: Int64) {
        let deadline = DispatchTime.now() + .nanoseconds(Int(nanoseconds))
        DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in
            self?.timerFired()
        }
    }

    private func timerFired() {
        let outcomes = state.withLock { state in
            let outcomes = state.expire()
            if let next = state.waiters.firstDeadline() {
                setTimer(after: max(1_000_000, next - MonotonicClock.nanoseconds()))
            } else {
                state.isTimerSet = false
            }
            return outcomes
        }
        for outcome in outcomes { outcome.deliver() }
    }

    private func makeConnection(at place: Int) -> PostgresConnection {
        let number = nextConnection.add(1, ordering: .relaxed).newValue
        return PostgresConnection(
            configuration: configuration, settings: settings, canceller: canceller,
            name: "\(configuration.threadNamePrefix)-\(number)", place: place)
    }

    // MARK: Giving back

    /// Takes a connection back that works.
    func release(_ connection: PostgresConnection) {
        let (outcomes, isClosed) = state.withLock { state in
            if state.isClosed { return ([PoolState.Outcome](), true) }
            return (state.release(connection), false)
        }
        if isClosed { return discard(connection) }
        for outcome in outcomes { outcome.deliver() }
    }

    /// Gives a connection up.
    func discard(_ connection: PostgresConnection) {
        let (outcomes, drained) = state.withLock { state in
            let outcomes = state.discard(connection, configuration, make: makeConnection)
            guard state.isClosed, state.all.isEmpty else {
                return (outcomes, [@Sendable () -> Void]())
            }
            defer { state.onDrained = [] }
            return (outcomes, state.onDrained)
        }
        for outcome in outcomes { outcome.deliver() }
        connection.thread.stop { for callback in drained { callback() } }
    }

    // MARK: Attempts to connect

    /// Why no attempt may be made just now.
    func refusalToConnect() -> PostgresError? {
        state.withLock { state in
            guard state.backoff.isPaused(at: MonotonicClock.nanoseconds()) else { return nil }
            return .unavailable(state.backoff.lastReason)
        }
    }

    func noteConnected() {
        state.withLock { state in
            state.opened += 1
            state.backoff.succeeded()
        }
    }

    func noteConnectFailed(_ error: PostgresError) {
        guard case .unavailable(let reason) = error else { return }
        state.withLock { $0.backoff.failed(reason, at: MonotonicClock.nanoseconds()) }
    }
}
