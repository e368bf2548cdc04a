internal import Glibc

/// What the supervisor of a PostgreSQL server does.
enum ClusterScript {
    /// Where the server's programs are; `COUNTINGHOUSE_POSTGRES_BIN` overrides Debian's place.
    static var binaries: String {
        getenv("COUNTINGHOUSE_POSTGRES_BIN").map { String(cString: $0) }
            ?? "/usr/lib/postgresql/15/bin"
    }

    // `pg_ctl start` without a log file would keep the answer pipe open for the server's life.
    static let text = #"""
        dir=$1 bin=$2 settings=$3 port=$4
        trap '' INT HUP TERM
        cd /
        if [ -n "$port" ]; then
            settings="$settings -c listen_addresses=127.0.0.1 -c port=$port -c ssl=on \
                -c ssl_cert_file='$dir/server.crt' -c ssl_key_file='$dir/server.key'"
        fi
        certificate() {
            [ -z "$port" ] || (umask 077 && openssl req -new -x509 -days 2 -nodes \
                -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost \
                -addext subjectAltName=DNS:localhost -out "$dir/server.crt" \
                -keyout "$dir/server.key" >/dev/null 2>&1)
        }
        start() {
            "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o "-c listen_addresses='' \
                -c unix_socket_directories='$dir' -c fsync=off \
                -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB \
                -c log_min_messages=fatal $settings" start >/dev/null 2>&1
        }
        crash() {
            server=$(head -n 1 "$dir/data/postmaster.pid") || return 1
            children=$(cat "/proc/$server/task/$server/children")
            kill -9 $server $children
            for process in $server $children; do
                while kill -0 "$process" 2>/dev/null; do sleep 0.02; done
            done
        }
        while read -r command; do
            case $command in
            init)
                mkdir -m 700 "$dir" && "$bin/initdb" -D "$dir/data" -U postgres -A trust -N \
                    -E UTF8 --locale=C >/dev/null 2>&1 && certificate && echo ready || echo failed ;;
            start) start && echo ready || echo failed ;;
            stop) "$bin/pg_ctl" -D "$dir/data" -w -m fast stop >/dev/null 2>&1; echo stopped ;;
            crash) crash; echo crashed ;;
            esac
        done
        "$bin/pg_ctl" -D "$dir/data" -w -m immediate stop >/dev/null 2>&1
        rm -rf "$dir"
        """#
}
