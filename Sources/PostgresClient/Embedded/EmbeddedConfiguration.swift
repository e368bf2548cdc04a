/// Everything that decides how an installation's own PostgreSQL is run.
package struct EmbeddedConfiguration: Sendable {
    /// The directory that holds everything of one installation; the cluster is in `postgres`.
    package let dataDirectory: String
    /// The directory of PostgreSQL's programs; nil looks where Debian puts them and in the path.
    package let programDirectory: String?
    /// The value of `PATH`, searched last for PostgreSQL's programs.
    package let searchPath: String?
    /// A directory of the user's for sockets (`XDG_RUNTIME_DIR`); not used as root.
    package let runtimeDirectory: String?
    package let roles: EmbeddedRoles
    /// PostgreSQL settings that win over ours; they count when this process is the one to start it.
    package let settings: [String: String]
    /// How long a start may take, crash recovery included.
    package let startTimeout: Duration
    /// How long an orderly stop may take before PostgreSQL is told to stop at once.
    package let stopTimeout: Duration

    package init(
        dataDirectory: String,
        programDirectory: String? = nil,
        searchPath: String? = nil,
        runtimeDirectory: String? = nil,
        roles: EmbeddedRoles = EmbeddedRoles(),
        settings: [String: String] = [:],
        startTimeout: Duration = .seconds(120),
        stopTimeout: Duration = .seconds(15)
    ) {
        self.dataDirectory = dataDirectory
        self.programDirectory = programDirectory
        self.searchPath = searchPath
        self.runtimeDirectory = runtimeDirectory
        self.roles = roles
        self.settings = settings
        self.startTimeout = startTimeout
        self.stopTimeout = stopTimeout
    }

    /// How long to wait for another process that is starting or stopping the cluster: it may
    /// need the whole of both.
    var transitionTimeout: Duration { startTimeout + stopTimeout + .seconds(10) }
}
