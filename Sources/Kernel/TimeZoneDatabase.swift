import Glibc
import Synchronization

/// The machine's time zone database, read zone by zone and kept.
enum TimeZoneDatabase {
    private static let directory = "/usr/share/zoneinfo"
    /// The largest real file has 4 KiB.
    private static let fileBytesMax = 65_536
    /// Grows to the number of zones at most, since only existing ones are kept.
    private static let cache = Mutex<[String: TimeZoneRules]>([:])

    /// The rules of a zone; nil when there is no such zone.
    ///
    /// - Parameter name: well formed, so that it names a file inside the database.
    static func rules(for name: String) -> TimeZoneRules? {
        if let known = cache.withLock({ $0[name] }) { return known }
        // Read outside the lock: at worst two tasks read the same small file.
        guard let bytes = read("\(directory)/\(name)"),
            let rules = TimeZoneFile.rules(from: bytes)
        else { return nil }
        cache.withLock { $0[name] = rules }
        return rules
    }

    private static func read(_ path: String) -> [UInt8]? {
        // Non-blocking, so that a pipe in the place of a file cannot hold us up.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: fileBytesMax)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            // A directory cannot be read either.
            guard got >= 0 else { return nil }
            if got == 0 { break }
            count += got
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
