internal import CLibPQ
internal import Dispatch
internal import Glibc
internal import Synchronization

/// One connection of its own that listens on any number of channels and comes back after a break.
final class NotificationListener: Sendable {
    /// Notifications are hints: a slow reader loses the oldest rather than filling memory.
    static let bufferedMax = 1_024

    private struct Subscription {
        let channel: Identifier
        let continuation: AsyncStream<PostgresNotification>.Continuation
    }

    private struct State {
        var subscriptions: [UInt64: Subscription] = [:]
        var lastNumber: UInt64 = 0
        /// The channels the server sends just now.
        var active: Set<Identifier> = []
        var isRunning = false
        var isClosed = false
    }

    private let configuration: PoolConfiguration
    private let settings: ConnectionSettings
    private let thread: SerialThread
    private let cancellation: LeaseCancellation
    private let state = Mutex(State())

    init(
        configuration: PoolConfiguration, settings: ConnectionSettings, canceller: SerialThread
    ) {
        self.configuration = configuration
        self.settings = settings
        thread = SerialThread(name: "\(configuration.threadNamePrefix)-listen")
        cancellation = LeaseCancellation(canceller: canceller)
    }

    deinit { thread.stop() }

    /// Listens until the stream is let go of or the listener is closed.
    func listen(_ channel: Identifier) -> AsyncStream<PostgresNotification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: PostgresNotification.self,
            bufferingPolicy: .bufferingNewest(NotificationListener.bufferedMax))
        let (number, mustStart) = state.withLock { state -> (UInt64?, Bool) in
            if state.isClosed { return (nil, false) }
            state.lastNumber += 1
            state.subscriptions[state.lastNumber] = Subscription(
                channel: channel, continuation: continuation)
            if state.active.contains(channel) {
                continuation.yield(.resumed(channel: channel.name))
            }
            defer { state.isRunning = true }
            return (state.lastNumber, !state.isRunning)
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(number) }
        if mustStart { thread.run { [self] in run() } } else { cancellation.wakeHandle.wake() }
        return stream
    }

    /// Ends all streams and the connection, then calls back.
    func close(_ whenDone: @escaping @Sendable () -> Void) {
        let subscriptions = state.withLock { state in
            state.isClosed = true
            defer { state.subscriptions = [:] }
            return Array(state.subscriptions.values)
        }
        for subscription in subscriptions { subscription.continuation.finish() }
        cancellation.wakeHandle.wake()
        thread.stop(onExit: whenDone)
    }

    private func remove(_ number: UInt64) {
        state.withLock { $0.subscriptions[number] = nil }
        cancellation.wakeHandle.wake()
    }

    // MARK: On the listener's thread

    private func run() {
        var session = ListenSession()
        var backoff = ListenBackoff()
        while let wanted = channelsWanted() {
            do {
                try session.keepOpen(settings, configuration, cancellation)
                if let added = try session.adjust(to: wanted) {
                    announce(added, all: wanted)
                    backoff.succeeded()
                    // A wake during these commands went unnoticed: look again before waiting.
                    continue
                }
                for (channel, notification) in try session.waitForNotifications() {
                    yield(notification, on: channel)
                }
            } catch {
                session.close()
                state.withLock { $0.active = [] }
                session.pause(backoff.next(), cancellation.wakeHandle)
            }
        }
        session.close()
    }

    /// The channels somebody listens on; nil when nobody does and the thread can rest.
    private func channelsWanted() -> Set<Identifier>? {
        state.withLock { state in
            guard !state.isClosed, !state.subscriptions.isEmpty else {
                state.isRunning = false
                state.active = []
                return nil
            }
            return Set(state.subscriptions.values.map(\.channel))
        }
    }

    private func announce(_ added: Set<Identifier>, all wanted: Set<Identifier>) {
        state.withLock { $0.active = wanted }
        for channel in added { yield(.resumed(channel: channel.name), on: channel.name) }
    }

    private func yield(_ notification: PostgresNotification, on channel: String) {
        let continuations = state.withLock { state in
            state.subscriptions.values.filter { $0.channel.name == channel }.map(\.continuation)
        }
        for continuation in continuations { continuation.yield(notification) }
    }
}

/// Pauses between a listener's attempts to connect.
private struct ListenBackoff {
    private static let millisecondsMax: Int32 = 2_000
    private var milliseconds: Int32 = 50

    mutating func next() -> Int32 {
        defer { milliseconds = min(milliseconds * 2, ListenBackoff.millisecondsMax) }
        return milliseconds
    }

    mutating func succeeded() { milliseconds = 50 }
}
