internal import Glibc

/// Clusters whose process is gone and whose supervisor was killed too, so that nobody cleaned up.
enum StaleClusters {
    static func remove() {
        for name in DirectoryListing.names(TestDirectory.parent) {
            guard name.hasPrefix(TestDirectory.prefix),
                let owner = pid_t(
                    name.dropFirst(TestDirectory.prefix.count).prefix { $0 != "-" }),
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            remove("\(TestDirectory.parent)/\(name)")
        }
    }

    private static func remove(_ directory: String) {
        // A live supervisor is cleaning up by itself; both may remove, neither minds.
        let script = #"""
            server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
            [ -n "$server" ] && [ "$(readlink "/proc/$server/cwd")" = "$1/data" ] &&
                kill -QUIT "$server"
            rm -rf "$1"
            """#
        let command = ["sh", "-c", script, "remove", directory]
        let pointers = command.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, "sh", nil, nil, pointers, environ) == 0 else { return }
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}
