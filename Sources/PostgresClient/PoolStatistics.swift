/// How a pool is doing at one moment.
package struct PoolStatistics: Hashable, Sendable {
    /// Connections that are open or being opened.
    package let open: Int
    /// Those of them that nobody uses.
    package let idle: Int
    /// Callers waiting for a connection.
    package let waiting: Int
    /// Connections given out since the start.
    package let leased: UInt64
    /// Connections opened since the start.
    package let opened: UInt64
    /// Connections given up since the start because they broke.
    package let discarded: UInt64
}
