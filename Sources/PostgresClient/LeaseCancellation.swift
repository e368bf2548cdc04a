internal import CLibPQ
internal import Dispatch
internal import Synchronization

/// Connects the cancellation of a task with the statement its lease is running.
///
/// The hazard is a cancel request that arrives late and hits the next lease's statement. So each
/// request names its lease, is sent only while that lease's statement runs, and the statement is
/// not over for the connection until the request's own round trip has ended.
final class LeaseCancellation: Sendable {
    /// A server that does not react to a cancel request within this time is given up on.
    static let graceNanoseconds: Int64 = 10_000_000_000

    private struct State {
        var lease: UInt64 = 0
        var isLeased = false
        var isCancelled = false
        var isRunning = false
        var isRequestInFlight = false
        var requestedAt: Int64?
        var isInterrupted = false

        /// Marks a request as under way, unless there is nothing to stop or one is already.
        mutating func startRequest() -> Bool {
            guard isRunning, !isRequestInFlight else { return false }
            isRequestInFlight = true
            requestedAt = MonotonicClock.nanoseconds()
            return true
        }
    }

    private let state = Mutex(State())
    private let requestDone = DispatchSemaphore(value: 0)
    private let handle = Mutex<CancelHandle?>(nil)
    private let canceller: SerialThread
    let wakeHandle = WakeHandle()

    init(canceller: SerialThread) {
        self.canceller = canceller
    }

    /// Begins a lease and returns its number.
    func beginLease() -> UInt64 {
        state.withLock { state in
            state.lease += 1
            state.isLeased = true
            state.isCancelled = false
            state.requestedAt = nil
            return state.lease
        }
    }

    /// Ends the lease: a cancellation that comes later does nothing.
    func endLease() {
        state.withLock { state in
            state.isLeased = false
            state.isCancelled = false
        }
    }

    /// The task that holds this lease was cancelled. Called on any thread.
    func cancel(lease: UInt64) {
        let (isNews, mustRequest) = state.withLock { state in
            guard state.isLeased, state.lease == lease, !state.isCancelled else {
                return (false, false)
            }
            state.isCancelled = true
            return (true, state.startRequest())
        }
        if mustRequest {
            request()
        } else if isNews {
            // An attempt to connect looks at the mark when it is woken.
            wakeHandle.wake()
        }
    }

    /// Asks the server to stop the running statement, without marking the lease as cancelled.
    func cancelStatement() {
        if state.withLock({ $0.startRequest() }) { request() }
    }

    /// Makes a blocked connection give up: for a shutdown whose time is over.
    func interrupt() {
        state.withLock { $0.isInterrupted = true }
        wakeHandle.wake()
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// A statement is about to be sent.
    ///
    /// - Throws: `cancelled` when the lease's task is cancelled already, unless the statement
    ///   cleans up after it.
    func beginStatement(evenIfCancelled: Bool) throws(PostgresError) {
        let isRefused = state.withLock { state in
            if state.isCancelled && !evenIfCancelled { return true }
            state.isRunning = true
            state.requestedAt = nil
            return false
        }
        if isRefused { throw .cancelled }
    }

    /// The statement is over; waits for a cancel request under way.
    ///
    /// - Returns: whether the client had asked for a cancel.
    @discardableResult
    func endStatement() -> Bool {
        let (wasRequested, mustWait) = state.withLock { state in
            state.isRunning = false
            return (state.requestedAt != nil, state.isRequestInFlight)
        }
        if mustWait { requestDone.wait() }
        if wasRequested { state.withLock { $0.requestedAt = nil } }
        return wasRequested
    }

    var wasCancelRequested: Bool { state.withLock { $0.requestedAt != nil } }

    /// Until when to wait for the server; nil is for ever.
    ///
    /// - Throws: `connectionLost` when the wait is over.
    func deadlineNanoseconds() throws(PostgresError) -> Int64? {
        let (isInterrupted, requestedAt) = state.withLock { ($0.isInterrupted, $0.requestedAt) }
        if isInterrupted { throw .connectionLost("interrupted by shutdown") }
        guard let requestedAt else { return nil }
        let deadline = requestedAt + LeaseCancellation.graceNanoseconds
        if MonotonicClock.nanoseconds() >= deadline {
            throw .connectionLost("no reaction to a cancel request")
        }
        return deadline
    }

    /// Takes over what a cancel request needs to reach the connection's session.
    func attach(_ connection: OpaquePointer) {
        let fresh = CancelHandle(connection)
        handle.withLock { $0 = fresh }
    }

    private func request() {
        wakeHandle.wake()
        canceller.run { [self] in
            handle.withLock { $0 }?.send()
            let wasWaiting = state.withLock { state in
                state.isRequestInFlight = false
                return !state.isRunning
            }
            // The statement ended meanwhile and its thread waits for this.
            if wasWaiting { requestDone.signal() }
        }
    }
}
