/// One process, told apart from any later process of the same number by when it started.
struct ServerProcess: Sendable, Equatable {
    let processID: Int32
    /// Clock ticks after boot.
    let startTicks: UInt64
}
