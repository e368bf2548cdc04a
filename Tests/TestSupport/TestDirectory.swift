internal import Glibc
internal import Synchronization

/// Names for directories that belong to this process.
enum TestDirectory {
    static let prefix = "countinghouse-test-"
    /// A Unix socket's path has 107 bytes at most, with its file's name.
    private static let parentBytesMax = 50
    private static let numbers = Atomic<UInt64>(0)

    static var parent: String {
        guard let path = getenv("TMPDIR").map({ String(cString: $0) }), !path.isEmpty,
            path.utf8.count <= parentBytesMax
        else { return "/tmp" }
        return path
    }

    /// A path nobody else uses; the directory is not made.
    static func make(kind: String) -> String {
        let number = numbers.add(1, ordering: .relaxed).newValue
        return "\(parent)/\(prefix)\(getpid())-\(kind)-\(number)"
    }
}
