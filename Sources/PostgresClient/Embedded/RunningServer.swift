/// The cluster's PostgreSQL as it was found or started.
struct RunningServer: Sendable {
    let process: ServerProcess
    let socketDirectory: SocketDirectory
    /// Set when this process started it.
    let child: ChildProcess?
}
