internal import Glibc
package import PostgresClient

/// PgBouncer in transaction mode in front of a test cluster.
package final class PgBouncer: Sendable {
    private let supervisor: Supervisor
    private let directory: String

    /// Whether the program is installed.
    package static var isInstalled: Bool { access(program, X_OK) == 0 }

    /// Whether tests that need it must run: always in continuous integration.
    package static var isRequired: Bool { getenv("CI") != nil }

    private static var program: String { "/usr/sbin/pgbouncer" }

    /// Starts it with fewer server connections than a pool has, so that sessions are really shared.
    package init(before cluster: TestCluster, serverConnections: Int = 3) throws {
        guard let clusterDirectory = cluster.directory else {
            throw TestSupportError.cannotStart("PgBouncer needs a private cluster")
        }
        directory = TestDirectory.make(kind: "pgbouncer")
        supervisor = try Supervisor(
            script: PgBouncer.script,
            arguments: [
                directory, PgBouncer.program, clusterDirectory, "\(serverConnections)",
                ClusterScript.binaries,
            ])
        guard try supervisor.perform("start") == "ready" else {
            throw TestSupportError.cannotStart("pgbouncer in \(directory)")
        }
    }

    /// A pool's configuration for use through PgBouncer.
    package func configuration(database: String = "postgres") -> PoolConfiguration {
        var configuration = PoolConfiguration(
            connectionString: "host=\(directory) port=6432 user=postgres dbname=\(database)")
        configuration.preparesStatements = false
        return configuration
    }

    private static let script = #"""
        dir=$1 program=$2 cluster=$3 size=$4 bin=$5
        trap '' INT HUP TERM
        cd /
        while read -r command; do
            mkdir -m 700 "$dir"
            cat >"$dir/pgbouncer.ini" <<END
        [databases]
        * = host=$cluster port=5432 user=postgres
        [pgbouncer]
        listen_addr =
        listen_port = 6432
        unix_socket_dir = $dir
        auth_type = any
        pool_mode = transaction
        default_pool_size = $size
        max_client_conn = 200
        logfile = $dir/log
        END
            "$program" -q "$dir/pgbouncer.ini" >/dev/null 2>&1 &
            process=$!
            tries=0
            until "$bin/pg_isready" -q -h "$dir" -p 6432 || [ $tries -ge 200 ]; do
                tries=$((tries + 1))
                sleep 0.05
            done
            [ $tries -lt 200 ] && echo ready || echo failed
        done
        [ -n "$process" ] && kill -9 "$process" && wait "$process"
        rm -rf "$dir"
        """#
}
