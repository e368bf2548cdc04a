/// The configuration that PostgreSQL is started with, cut to the size of the machine.
struct ServerSettings: Sendable {
    private static let mebibyte: Int64 = 1 << 20

    /// Setting names and values, in the order they are written.
    private(set) var values: [(name: String, value: String)]

    /// - Parameters:
    ///   - extra: settings that win over ours, from tests, benchmarks and operators.
    ///   - supportsLZ4: whether these programs were built with that compression.
    ///   - isCopied: whether somebody has the cluster's changes copied while it runs.
    init(
        resources: MachineResources, supportsLZ4: Bool, isCopied: Bool = false,
        extra: [String: String]
    ) throws {
        values = Self.memory(resources) + Self.parallelism(resources)
        values += Self.durability(supportsLZ4: supportsLZ4) + Self.logging
        if !isCopied { values += Self.leastLog }
        values += [
            ("max_connections", "120"),
            ("jit", "off"),
            ("random_page_cost", "1.1"),
            ("autovacuum_naptime", "10s"),
            ("password_encryption", "scram-sha-256"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
        ]
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) {
            guard Self.isValid(name: name), Self.isValid(value: value) else {
                throw EmbeddedError.settingInvalid(name: name)
            }
            values.removeAll { $0.name == name }
            values.append((name, value))
        }
    }

    /// The text of the configuration file.
    var text: String {
        let head = "# Written at every start; put your own settings into ALTER SYSTEM.\n"
        return values.reduce(into: head) { text, setting in
            text += "\(setting.name) = \(Self.quoted(setting.value))\n"
        }
    }

    private static func memory(_ resources: MachineResources) -> [(name: String, value: String)] {
        let total = resources.memoryBytes / mebibyte
        var settings: [(name: String, value: String)] = [
            ("shared_buffers", "\(min(1024, max(128, total / 4)))MB"),
            ("effective_cache_size", "\(max(256, total * 6 / 10))MB"),
            ("work_mem", "32MB"),
            ("maintenance_work_mem", "\(min(256, max(64, total / 8)))MB"),
        ]
        // Parallel queries fail where the shared segments are too small, as in many containers.
        if resources.sharedMemoryBytes < 256 * mebibyte {
            settings.append(("dynamic_shared_memory_type", "mmap"))
        }
        return settings
    }

    private static func parallelism(
        _ resources: MachineResources
    ) -> [(name: String, value: String)] {
        [
            ("max_worker_processes", "\(max(8, resources.cores))"),
            ("max_parallel_workers", "\(resources.cores)"),
            ("max_parallel_workers_per_gather", "\(min(4, resources.cores / 2))"),
            ("max_parallel_maintenance_workers", "\(min(4, resources.cores / 2))"),
        ]
    }

    private static func durability(supportsLZ4: Bool) -> [(name: String, value: String)] {
        [
            ("fsync", "on"),
            ("synchronous_commit", "on"),
            ("full_page_writes", "on"),
            ("wal_compression", supportsLZ4 ? "lz4" : "pglz"),
            ("max_wal_size", "4GB"),
            ("checkpoint_timeout", "15min"),
            ("checkpoint_completion_target", "0.9"),
            // After a crash, the file system as a whole: a thousand tenants are 150,000 files.
            ("recovery_init_sync_method", "syncfs"),
        ]
    }

    /// Where nobody copies the cluster while it runs: what a transaction has made needs no flush of
    /// each of its files before the commit then, and a new tenant is a hundred indexes.
    private static let leastLog: [(name: String, value: String)] = [
        ("wal_level", "minimal"),
        ("max_wal_senders", "0"),
    ]

    /// Neither statements nor values reach the log: they hold customers' names and amounts. A
    /// terse message leaves out the detail that quotes the row.
    private static let logging: [(name: String, value: String)] = [
        ("logging_collector", "off"),
        ("log_destination", "stderr"),
        ("log_line_prefix", "%m [%p] %e "),
        ("log_min_messages", "warning"),
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("log_statement", "none"),
        ("log_min_duration_statement", "-1"),
        ("log_checkpoints", "off"),
        ("log_autovacuum_min_duration", "-1"),
        ("lc_messages", "C"),
    ]

    private static func isValid(name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 46
        }
    }

    private static func isValid(value: String) -> Bool {
        value.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
    }

    /// A value as the configuration file's grammar wants it.
    static func quoted(_ value: String) -> String {
        let escaped = value.reduce(into: "") { text, character in
            switch character {
            case "'": text += "''"
            case "\\": text += "\\\\"
            default: text.append(character)
            }
        }
        return "'\(escaped)'"
    }
}
