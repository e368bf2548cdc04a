internal import Glibc

/// The preparations for `posix_spawn`.
struct SpawnPlan: ~Copyable {
    /// The numbers under which a child finds the descriptors it is handed.
    static let handedNumbers: Range<Int32> = 3..<10
    /// glibc's value; its headers show the name to GNU sources only.
    private static let newSessionFlag: Int16 = 0x80
    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"]

    private typealias AddClose =
        @convention(c) (
            UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32
        ) -> Int32
    private typealias AddDirectory =
        @convention(c) (
            UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
        ) -> Int32

    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    init(output: Int32, handed: [Int32]) throws {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var codes = [
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0),
            posix_spawn_file_actions_adddup2(&actions, output, 1),
            posix_spawn_file_actions_adddup2(&actions, output, 2),
        ]
        for (descriptor, number) in zip(handed, Self.handedNumbers) {
            codes.append(posix_spawn_file_actions_adddup2(&actions, descriptor, number))
        }
        codes.append(closeOthers(from: Self.handedNumbers.lowerBound + Int32(handed.count)))
        codes.append(startInRoot())
        codes.append(contentsOf: resetSignals())
        if let code = codes.first(where: { $0 != 0 }) {
            throw SystemFailure("prepare", "program", code: code)
        }
    }

    deinit {
        var actions = actions
        var attributes = attributes
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    /// Starts the program and returns its process id.
    func run(_ program: String, _ arguments: [String]) throws -> pid_t {
        var actions = actions
        var attributes = attributes
        let argumentPointers = arguments.map { strdup($0) } + [nil]
        let environmentPointers = Self.environment.map { strdup($0) } + [nil]
        defer { (argumentPointers + environmentPointers).forEach { free($0) } }
        var processID: pid_t = 0
        let code = posix_spawn(
            &processID, program, &actions, &attributes, argumentPointers, environmentPointers)
        guard code == 0 else { throw SystemFailure("run", program, code: code) }
        return processID
    }

    /// Our own files are all close-on-exec; this closes what libraries forgot to mark, lest the
    /// database keep a web server's port.
    private mutating func closeOthers(from number: Int32) -> Int32 {
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return 0 }
        return unsafeBitCast(symbol, to: AddClose.self)(&actions, number)
    }

    /// PostgreSQL's programs fail in a directory that their account cannot read.
    private mutating func startInRoot() -> Int32 {
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else { return ENOSYS }
        return unsafeBitCast(symbol, to: AddDirectory.self)(&actions, "/")
    }

    private mutating func resetSignals() -> [Int32] {
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        let flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        return [
            posix_spawnattr_setsigdefault(&attributes, &all),
            posix_spawnattr_setsigmask(&attributes, &none),
            posix_spawnattr_setflags(&attributes, flags | Self.newSessionFlag),
        ]
    }
}
