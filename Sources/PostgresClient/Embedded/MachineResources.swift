internal import Glibc

/// What this process may use of the machine, the limits of its container included.
struct MachineResources: Sendable, Equatable {
    let memoryBytes: Int64
    let cores: Int
    /// The space for shared segments; containers often have 64 MiB.
    let sharedMemoryBytes: Int64

    static func current() -> MachineResources {
        let pages = Int64(sysconf(Int32(_SC_PHYS_PAGES)))
        let physical = pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
        let groups = (try? FileSystem.text(of: "/proc/self/cgroup")) ?? ""
        let limits = memoryLimitFiles(groups: groups).compactMap { path in
            (try? FileSystem.text(of: path)).flatMap { $0 }.flatMap(memoryLimit)
        }
        var shared = statvfs()
        let hasShared = statvfs("/dev/shm", &shared) == 0
        return MachineResources(
            memoryBytes: min(physical, limits.min() ?? .max),
            cores: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
            sharedMemoryBytes: hasShared ? Int64(shared.f_bavail) * Int64(shared.f_frsize) : 0)
    }

    /// The files that may hold a memory limit for the groups in the text of `/proc/self/cgroup`:
    /// the group's own, those of the groups around it, of both generations of the interface.
    static func memoryLimitFiles(groups: String) -> [String] {
        groups.split(separator: "\n").flatMap { line -> [String] in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return [] }
            let isUnified = fields[0] == "0" && fields[1].isEmpty
            guard isUnified || fields[1].split(separator: ",").contains("memory") else { return [] }
            let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
            let file = isUnified ? "memory.max" : "memory.limit_in_bytes"
            var files = ["\(root)/\(file)"]
            var path = root
            for part in fields[2].split(separator: "/") where part != ".." {
                path += "/\(part)"
                files.append("\(path)/\(file)")
            }
            return files
        }
    }

    /// The limit a file states; nil for "max".
    private static func memoryLimit(_ text: String) -> Int64? {
        Int64(text.filter { !$0.isWhitespace })
    }
}
